/**
 * Follows which workspaces are one's own, and takes off this device those that the server says were left or deleted. One
 * that the server just does not know stays: after it was set back to a backup, this may be the only copy.
 */
import { useEffect, useRef } from 'react';
import type { Me } from '#schema/protocol.ts';
import { useMe } from '../data/session.ts';

export function useGoneWorkspaces(): void {
  const me = useMe();
  const before = useRef<Me | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = me;
    // another person, or nobody: signing out has its own wiping
    if (!last || !me || last.user.id !== me.user.id) return;
    const parted = new Set(me.parted);
    const gone = last.workspaces.filter((workspace) => parted.has(workspace.id));
    if (gone.length === 0) return;
    void import('../data/localData.ts').then(({ forgetWorkspace }) =>
      Promise.all(gone.map((workspace) => forgetWorkspace(me.user.id, workspace.id, workspace.epoch))),
    );
  }, [me]);
}
