/**
 * An update is on disk before it is applied, broadcast or acknowledged. The append starts when the frame arrives and
 * is awaited before the frame is handled, so that the frames of a burst share a commit.
 * Invariant: the document in memory holds nothing that is not in the log.
 */
import type { Connection, Document, Extension } from '@hocuspocus/server';
import { CLOSE } from '#schema/protocol.ts';
import type { LiveHistory, Passing } from '../history/liveHistory.ts';
import { reasonOf, type Report } from '../report.ts';
import { applyStored, applyWhole } from '../storage/applyStored.ts';
import type { CompactionSchedule } from '../storage/compactionSchedule.ts';
import { WorkspaceFullError } from '../storage/storageLimit.ts';
import type { UpdateLog } from '../storage/updateLog.ts';
import type { Authorship } from './authorship.ts';
import { closingOf, type RoomContext, RoomRefused } from './context.ts';
import { MalformedFrame, readFrame } from './frames.ts';
import type { Closing } from './liveSocket.ts';
import { readContent, type UpdateContent, whyTooDeep } from './updateContent.ts';

/** A write that was stored, or that brought nothing new. */
interface Stored {
  readonly update: Uint8Array;
  /** Its number in the log; null when the document had everything already. */
  readonly seq: number | null;
  /** Tells the history what it changes; null where it changes nothing. */
  readonly passing: Passing | null;
  /** How deep it goes is only seen now that it is to be applied. */
  readonly isLoose: boolean;
}

/** Hocuspocus' reason when the client itself leaves a room. */
const PROVIDER_CLOSED = 'provider_initiated';

/** How long a frame waits for what others are bringing: two of them may be waiting for each other. */
const BROUGHT_WITHIN_MS = 2_000;

/** Waits for all of these, but no longer than that. */
async function within(ms: number, waited: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.all(waited), late]);
  clearTimeout(timer);
}

/** What a socket hears whose update was not stored. */
function closingFor(error: unknown): Closing {
  if (error instanceof MalformedFrame) return CLOSE.malformed;
  return error instanceof WorkspaceFullError ? CLOSE.workspaceFull : CLOSE.notDurable;
}

export interface DurabilityOptions {
  readonly log: UpdateLog;
  readonly schedule: CompactionSchedule;
  readonly history: LiveHistory;
  readonly report: Report;
  readonly now: () => number;
  /** Asked before anything is stored: whether this person may add content under these Yjs client ids. */
  readonly authorship: Pick<Authorship, 'othersAt' | 'claim'>;
  /** Asked first: whether this connection may change its document at all. */
  readonly mayWrite: (connection: Connection<RoomContext>) => boolean;
}

export function durability({
  log,
  schedule,
  history,
  report,
  now,
  authorship,
  mayWrite,
}: DurabilityOptions): Extension<RoomContext> {
  const arrived = new WeakMap<Uint8Array, Promise<Stored | null>>();

  async function receive(connection: Connection<RoomContext>, data: Uint8Array): Promise<Stored | null> {
    const { update, isAnswer } = readFrame(data);
    // A read-only connection stores nothing: Hocuspocus refuses its writes only after this.
    if (update === null || !mayWrite(connection)) return null;
    const { lacking, clients, isLoose } = await readOwn(connection, update);
    if (lacking === null) return { update, seq: null, passing: null, isLoose: false };
    if (!isAnswer) authorship.claim(connection, clients);
    const room = connection.document.name;
    const author = connection.context.socket.person;
    const at = now();
    const passing = history.expect(room, { at, author });
    try {
      const seq = await log.append({ room, update: lacking, author, at, clients });
      passing.stored(seq);
      schedule.noteAppend(room);
      return { update, seq, passing, isLoose };
    } catch (error) {
      passing.lost();
      throw error;
    }
  }

  /** What an update brings; throws when that stands under an id that someone else writes under. */
  async function readOwn(connection: Connection<RoomContext>, update: Uint8Array): Promise<UpdateContent> {
    const content = readContent(connection.document, update);
    const others = authorship.othersAt(connection, content.clients);
    if (others.length === 0) return content;
    // They may be bringing the same themselves in this moment: then nothing of it is new once that is in.
    await within(
      BROUGHT_WITHIN_MS,
      others.map((other) => other.waitForPendingMessages()),
    );
    const rest = readContent(connection.document, update);
    if (authorship.othersAt(connection, rest.clients).length === 0) return rest;
    throw new MalformedFrame('A client id that is someone else’s.');
  }

  function refuseFrame(connection: Connection<RoomContext>, closing: Closing, error: unknown): never {
    const room = connection.document.name;
    report.warning('A frame was refused and its socket closed.', {
      room,
      why: closing.reason,
      reason: reasonOf(error),
    });
    connection.context.socket.close(closing);
    throw new RoomRefused(closing);
  }

  /** The update was stored and passed every check, but Yjs threw on it: the log gives it up, but for what got in. */
  async function giveUp(
    document: Document,
    seq: number | null,
    failure: { reason: string; remains: Uint8Array[] },
  ): Promise<void> {
    for (const update of failure.remains)
      await log.append({ room: document.name, update, author: null, at: now(), clients: [] });
    if (seq !== null) await log.quarantine(document.name, seq, failure.reason);
  }

  return {
    extensionName: 'durability',

    async onLoadDocument({ document, documentName, context }) {
      try {
        const { failed, remains } = applyStored(document, await log.read(documentName), {
          source: 'local',
          skipStoreHooks: true,
        });
        // Memory first gets ahead of the log by what remains of failed pieces; nobody has the document yet.
        if (remains) await log.append({ room: documentName, update: remains, author: null, at: now(), clients: [] });
        for (const { piece, reason } of failed) {
          report.error('A stored update could not be read and was set aside.', { room: documentName, piece, reason });
          await log.quarantine(documentName, piece, reason);
        }
        history.opened(documentName);
      } catch (error) {
        report.error('A room could not be opened.', { room: documentName, reason: reasonOf(error) });
        // Hocuspocus keeps a document that failed to load, with its timers.
        document.destroy();
        context.socket.close(CLOSE.notDurable);
        throw new RoomRefused(CLOSE.notDurable);
      }
    },

    async afterUnloadDocument({ documentName }) {
      history.closed(documentName);
    },

    async connected({ connection }) {
      const handle = connection.handleMessage.bind(connection);
      connection.handleMessage = (data) => {
        const storing = receive(connection, data);
        // Awaited when its turn comes; until then a failure must not count as unhandled.
        storing.catch(() => undefined);
        arrived.set(data, storing);
        handle(data);
      };
      // Hocuspocus closes the room alone when a frame makes it throw; the provider would wait in it for ever.
      connection.onClose((_document, event) => {
        if (event?.reason === PROVIDER_CLOSED) return;
        connection.context.socket.close(closingOf(event?.code));
      });
    },

    async beforeHandleMessage({ connection, document, update: data, instance }) {
      let stored: Stored | null;
      try {
        // Frames that were queued before the room was open did not pass through `connected`.
        stored = await (arrived.get(data) ?? receive(connection, data));
      } catch (error) {
        return refuseFrame(connection, closingFor(error), error);
      }
      if (instance.documents.get(document.name) !== document || document.isDestroyed) {
        return refuseFrame(connection, CLOSE.notDurable, 'The room was closed meanwhile.');
      }
      if (!stored) return;
      // Applied here, because Hocuspocus' own way swallows what Yjs throws and acknowledges it; it then finds nothing new.
      const { update, passing, isLoose } = stored;
      const apply = () => {
        const reason = isLoose ? whyTooDeep(document, update) : null;
        return reason === null
          ? applyWhole(document, update, { source: 'connection', connection })
          : { reason, remains: [] };
      };
      const failure = passing ? passing.apply(document, apply) : apply();
      if (failure) {
        await giveUp(document, stored.seq, failure);
        return refuseFrame(connection, CLOSE.malformed, failure.reason);
      }
    },
  };
}
