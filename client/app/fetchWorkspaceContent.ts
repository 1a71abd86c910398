/** A device that nobody was on holds nothing of the workspace: what the server has of it is asked for while the app starts. */
import { API } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { currentSession } from '../data/session.ts';
import { askEarly } from '../sync/earlyAnswers.ts';

/** Asks for the rooms of the workspace at this address, where one is signed in and it is theirs. */
export function fetchWorkspaceContent(pathname: string): void {
  const session = currentSession();
  const id = /^\/w\/([^/]+)/.exec(pathname)?.[1];
  const workspace = session.state === 'in' ? session.me.workspaces.find((each) => each.id === id) : undefined;
  if (!workspace) return;
  for (const kind of ['workspace', 'settings'] as const)
    askEarly(API.content(roomName(kind, workspace.id, workspace.epoch)));
}
