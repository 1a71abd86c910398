/** Which workspace this device was last in, so that the app opens there again. */
import type { Me } from '#schema/protocol.ts';

const KEPT_UNDER = 'ortak.workspace';

/** Remembers the workspace as the one to open next time. */
export function rememberWorkspace(id: string): void {
  try {
    localStorage.setItem(KEPT_UNDER, id);
  } catch {
    // without storage the app opens the first workspace
  }
}

/** The workspace to open: the last one on this device if it is still theirs, else the first; null when there is none. */
export function workspaceToOpen(me: Me): string | null {
  let last: string | null = null;
  try {
    last = localStorage.getItem(KEPT_UNDER);
  } catch {
    // storage is forbidden here
  }
  return me.workspaces.find((workspace) => workspace.id === last)?.id ?? me.workspaces[0]?.id ?? null;
}
