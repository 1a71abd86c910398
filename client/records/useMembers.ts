/** The people of the open workspace: those one can give work to, and a name for everyone who ever was in it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '#schema/protocol.ts';
import { useWorkspaceMembers } from '../data/session.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';

export interface Members {
  /** the account id of the one who is signed in */
  readonly me: string;
  /** who may own and be assigned: no viewers, nobody who left; oneself first */
  readonly active: readonly Member[];
  readonly nameOf: (id: string) => string;
}

export function useMembers(): Members {
  const { id, env } = useWorkspace();
  const all = useWorkspaceMembers(id);
  const { t } = useTranslation();
  const me = env.actor.id;
  return useMemo(() => {
    const names = new Map(all.map((member) => [member.id, member.name]));
    const active = all.filter((member) => !member.removed && member.role !== 'viewer');
    return {
      me,
      active: active.toSorted((a, b) => Number(b.id === me) - Number(a.id === me)),
      nameOf: (who) => names.get(who) ?? t(($) => $.records.someone),
    };
  }, [all, me, t]);
}
