/**
 * One open workspace: its two rooms, the projection of its records, its settings, and the only ways to change them.
 * Everything that the page shows or does goes through this object; it owns no React.
 */
import type * as Y from 'yjs';
import { runCommand, type Command, type CommandRefusal, type Inverse, type Outcome } from '#schema/command.ts';
import { isNewerDocument, onDocumentVersion } from '#schema/documentVersion.ts';
import type { Env, Locale } from '#schema/env.ts';
import type { Job, JobTask } from '#schema/jobs.ts';
import { roomAccess, type Role } from '#schema/policy.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import { quickenStrings } from '#schema/quickStrings.ts';
import { roomName } from '#schema/rooms.ts';
import { readSettings, type Settings } from '#schema/settings.ts';
import type { Undone } from '#schema/undo.ts';
import type { DeviceStore } from '../sync/deviceStore.ts';
import type { OpenRoom } from '../sync/room.ts';
import { AwayList } from './awayList.ts';
import { createEnv, newId, now } from './environment.ts';
import { JobRunner, type JobResult } from './jobRunner.ts';
import { UndoStack, type UndoEntry } from './undoStack.ts';

/** What an undo did: how many records it changed, and what it left alone because someone worked on it since. */
export type UndoOutcome =
  | ({ readonly ok: true; readonly command: string } & Undone)
  | { readonly ok: false; readonly code: CommandRefusal };

export interface OpenWorkspace {
  readonly id: string;
  readonly env: Env;
  readonly doc: Y.Doc;
  readonly room: OpenRoom;
  readonly settingsRoom: OpenRoom;
  readonly projection: Projection;
  readonly undoStack: UndoStack;
  readonly jobs: JobRunner;
  /** what others changed while this member was away */
  readonly away: AwayList;
  /** whether a newer app wrote this workspace: this one reads it, and writes nothing more */
  isNewer(): boolean;
  onNewer(listener: () => void): () => void;
  settings(): Settings;
  onSettings(listener: () => void): () => void;
  /** runs a command and remembers how to take it back */
  run<A, R>(what: Command<A, R>, args: A): Outcome<R> & { readonly entry?: UndoEntry };
  /** runs a command that is no step of the member's own (marks, joins): it is not on the undo stack */
  runSilently<A, R>(what: Command<A, R>, args: A): Outcome<R>;
  /** runs a change of any size; over one chunk it goes on after a reload */
  start(task: JobTask): Promise<JobResult & { readonly entry?: UndoEntry }>;
  /** takes back the newest step, or the given one */
  undo(entry?: UndoEntry): Promise<UndoOutcome>;
  redo(): Promise<UndoOutcome>;
  close(): Promise<void>;
}

interface Opening {
  readonly id: string;
  readonly epoch: number;
  readonly user: string;
  readonly role: Role;
  readonly locale: () => Locale;
  readonly store: DeviceStore;
  readonly openRoom: (name: string, access: 'read' | 'write') => OpenRoom;
  readonly onFault: (error: unknown) => void;
}

/** Opens a workspace from the device, or from the server where the device has not got it. */
export async function openWorkspace(opening: Opening): Promise<OpenWorkspace> {
  const { id, epoch, user, role, store } = opening;
  // half of what reading a large workspace costs
  quickenStrings();
  const open = (kind: 'workspace' | 'settings'): OpenRoom =>
    opening.openRoom(roomName(kind, id, epoch), roomAccess(kind, role) === 'write' ? 'write' : 'read');
  const room = open('workspace');
  // before anything is awaited: what others changed may come as soon as the room is open
  const away = new AwayList(store, id, room, opening.onFault);
  const settingsRoom = open('settings');
  const undoStack = new UndoStack(store, id, opening.onFault);
  const undoable = undoStack.load().catch(opening.onFault);
  await Promise.all([room.ready, settingsRoom.ready]);

  const { doc } = room;
  const env = createEnv({ id: user, role }, opening.locale);
  const projection = createProjection(doc);
  const jobs = new JobRunner({ workspace: id, doc, env, store, flush: () => room.flush() });
  const listeners = new Set<() => void>();
  let settings = readSettings(settingsRoom.doc);
  const onSettingsChange = (): void => {
    settings = readSettings(settingsRoom.doc);
    for (const listener of listeners) listener();
  };
  settingsRoom.doc.on('update', onSettingsChange);

  const remember = (inverse: Inverse): UndoEntry | undefined =>
    inverse.changes.length > 0 ? undoStack.did(inverse) : undefined;
  const withEntry = <O extends { ok: boolean }>(outcome: O, inverse: Inverse | undefined) => {
    const entry = inverse && remember(inverse);
    return entry ? { ...outcome, entry } : outcome;
  };

  // one after another: holding Ctrl+Z must not run two undos over each other
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work);
    turn = next;
    return next;
  };

  const turnBack = async (stack: 'undo' | 'redo', wanted?: UndoEntry): Promise<UndoOutcome> => {
    const entry = undoStack.take(stack, wanted);
    if (!entry) return { ok: false, code: 'nothing-to-undo' };
    const kind = stack === 'undo' ? 'undone' : 'redone';
    const result = await jobs.run({ id: newId(), at: now(), task: { kind, inverse: entry.inverse } });
    if (!result.ok) return result;
    const parts = result.values as readonly Undone[];
    // what was wholly left alone leaves nothing to do again
    if (result.inverse.changes.length > 0) undoStack.turned(stack === 'undo' ? 'redo' : 'undo', result.inverse);
    return {
      ok: true,
      command: entry.inverse.command,
      done: parts.reduce((sum, part) => sum + part.done, 0),
      skipped: parts.flatMap((part) => part.skipped),
    };
  };

  await undoable;
  const finished = (job: Job, result: JobResult): void => {
    if (result.inverse && job.task.kind !== 'undone' && job.task.kind !== 'redone') remember(result.inverse);
  };
  jobs.resume(finished).catch(opening.onFault);

  return {
    id,
    env,
    doc,
    room,
    settingsRoom,
    projection,
    undoStack,
    jobs,
    away,
    isNewer: () => isNewerDocument(doc) || isNewerDocument(settingsRoom.doc),
    onNewer(listener) {
      const stops = [doc, settingsRoom.doc].map((each) => onDocumentVersion(each, listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    settings: () => settings,
    onSettings(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    run(what, args) {
      const outcome = runCommand(doc, env, what, args);
      return withEntry(outcome, outcome.ok ? outcome.inverse : undefined);
    },
    runSilently: (what, args) => runCommand(doc, env, what, args),
    async start(task) {
      const result = await jobs.run({ id: newId(), at: now(), task });
      return withEntry(result, task.kind === 'purgeRecords' ? undefined : result.inverse);
    },
    undo: (entry) => inTurn(() => turnBack('undo', entry)),
    redo: () => inTurn(() => turnBack('redo')),
    async close() {
      settingsRoom.doc.off('update', onSettingsChange);
      away.close();
      projection.destroy();
      await Promise.all([room.close(), settingsRoom.close()]);
    },
  };
}
