/** Names of members by id, those who left included: a note or an event outlives who wrote it. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '#schema/protocol.ts';
import { currentSession, useWorkspaceMembers } from '../../data/session.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';

/** Answers how a member is called; someone nobody knows any more is called so. */
export function useMemberName(): (id: string) => string {
  const { t } = useTranslation();
  const members = useWorkspaceMembers(useWorkspace().id);
  return useCallback(
    (id: string) => members.find((member) => member.id === id)?.name ?? t(($) => $.notes.someone),
    [members, t],
  );
}

/** Everyone of a workspace as of now, for what lives outside of React's renders. */
export function membersNow(workspace: string): readonly Member[] {
  const session = currentSession();
  return session.state === 'in' ? (session.me.workspaces.find(({ id }) => id === workspace)?.members ?? []) : [];
}
