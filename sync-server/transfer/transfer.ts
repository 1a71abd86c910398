/**
 * Whole workspaces out of the server and into it, as files. An import makes a new workspace and never touches another;
 * its content is on disk before the workspace exists.
 */
import type { Workspace } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import type { FileProblem } from '#schema/workspaceFile/readWorkspaceFile.ts';
import { newWorkspaceId, type Workspaces } from '../accounts/workspaces.ts';
import { WorkspaceFullError } from '../storage/storageLimit.ts';
import type { UpdateLog } from '../storage/updateLog.ts';
import { runTransfer } from './transferThread.ts';

export type ImportResult =
  | { readonly ok: true; readonly workspace: string }
  | { readonly ok: false; readonly problem: FileProblem | 'too-large'; readonly at?: string };

export interface Transfer {
  /** The file of a workspace, in UTF-8. */
  exportWorkspace(workspace: Pick<Workspace, 'id' | 'name' | 'epoch' | 'members'>): Promise<Uint8Array<ArrayBuffer>>;
  /** A new workspace out of a file; whoever brings it is its admin. People of the file stay as names, nobody gets in by it. */
  importWorkspace(bytes: Uint8Array, admin: { id: string; name: string }): Promise<ImportResult>;
  /** Whether so many transfers are waiting that one more should come later. */
  readonly isBusy: boolean;
}

/** One runs, the others wait: each may need a gigabyte. */
const MAX_WAITING = 4;

export function createTransfer(options: { log: UpdateLog; workspaces: Workspaces; now: () => number }): Transfer {
  const { log, workspaces, now } = options;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    waiting += 1;
    const result = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = result.catch(() => undefined);
    return result;
  }

  return {
    get isBusy() {
      return waiting > MAX_WAITING;
    },

    exportWorkspace: ({ id, name, epoch, members }) =>
      inTurn(async () => {
        const file = await runTransfer<'export'>({
          kind: 'export',
          workspace: await log.read(roomName('workspace', id, epoch)),
          settings: await log.read(roomName('settings', id, epoch)),
          name,
          people: members.map((member) => ({
            id: member.id,
            name: member.name,
            role: member.role,
            ...(member.removed === true && { left: true }),
          })),
          now: now(),
        });
        if (file === 'out-of-memory') throw new Error('A workspace is too large for a file.');
        return file;
      }),

    importWorkspace: (bytes, admin) =>
      inTurn(async () => {
        const answer = await runTransfer<'import'>({ kind: 'import', bytes });
        if (answer === 'out-of-memory') return { ok: false, problem: 'too-large' };
        if (!answer.ok) return answer;
        const { name, people, client, workspace, settings } = answer.opened;
        const id = newWorkspaceId();
        const write = async (kind: 'workspace' | 'settings', update: Uint8Array | null): Promise<void> => {
          if (update === null) return;
          await log.append({ room: roomName(kind, id), update, author: admin.id, at: now(), clients: [client] });
        };
        try {
          await write('workspace', workspace);
          await write('settings', settings);
        } catch (error) {
          if (!(error instanceof WorkspaceFullError)) throw error;
          for (const kind of ['workspace', 'settings'] as const) await log.removeRoom(roomName(kind, id));
          return { ok: false, problem: 'too-large' };
        }
        await workspaces.create({ id, name, admin, now: now(), former: people.filter((one) => one.id !== admin.id) });
        return { ok: true, workspace: id };
      }),
  };
}
