/** Follows which workspaces are one's own, and takes those that are no more off this device. */
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
    const still = new Set(me.workspaces.map((workspace) => workspace.id));
    const gone = last.workspaces.filter((workspace) => !still.has(workspace.id));
    if (gone.length === 0) return;
    void import('../data/localData.ts').then(({ forgetWorkspace }) =>
      Promise.all(gone.map((workspace) => forgetWorkspace(me.user.id, workspace.id, workspace.epoch))),
    );
  }, [me]);
}
