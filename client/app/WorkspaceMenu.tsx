/** Which workspace this is, with the way to the others and to a new one. */
import { UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me, Workspace } from '#schema/protocol.ts';
import { lateFloat } from '../ui/lateFloat.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import classes from './Rail.module.css';

export interface WorkspaceMenuProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

const Items = lateFloat('menu', async () => (await import('./WorkspaceMenuItems.tsx')).WorkspaceMenuItems);

export function WorkspaceMenu({ me, workspace }: WorkspaceMenuProps) {
  const { t } = useTranslation();
  return (
    <Items
      with={{ me, workspace }}
      button={
        <UnstyledButton
          className={classes.workspace}
          aria-label={`${t(($) => $.app.workspace.switch)}: ${workspace.name}`}
        >
          <WorkspaceTile name={workspace.name} />
          <span className={classes.workspaceName}>{workspace.name}</span>
          {workspace.demo && <StatusBadge label={t(($) => $.app.workspace.demo)} color="indigo" />}
          <IconSelector size={14} aria-hidden />
        </UnstyledButton>
      }
    />
  );
}

export function WorkspaceTile({ name }: { readonly name: string }) {
  return (
    <span className={classes.tile} aria-hidden>
      {name.trim().slice(0, 1).toLocaleUpperCase('tr')}
    </span>
  );
}
