/** A device that nobody was on holds nothing of the workspace: what the server has of it is asked for while the app starts. */
import { API, type Me } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { askEarly } from '../sync/earlyAnswers.ts';

/** Asks for the rooms of the workspace at this address, where it is theirs. */
export function fetchWorkspaceContent(me: Me, pathname: string): void {
  const id = /^\/w\/([^/]+)/.exec(pathname)?.[1];
  const workspace = me.workspaces.find((each) => each.id === id);
  if (!workspace) return;
  for (const kind of ['workspace', 'settings'] as const)
    askEarly(API.content(roomName(kind, workspace.id, workspace.epoch)));
}
