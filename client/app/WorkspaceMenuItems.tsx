/** The workspaces to go to, and the ways to this one's people and to a new one. */
import { Menu } from '@mantine/core';
import { IconCheck, IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FloatProps } from '../ui/lateFloat.tsx';
import { LateMenu } from '../ui/LateMenu.tsx';
import { MenuItemLink } from './MenuItemLink.tsx';
import { type WorkspaceMenuProps, WorkspaceTile } from './WorkspaceMenu.tsx';

export function WorkspaceMenuItems({ target, me, workspace }: FloatProps & WorkspaceMenuProps) {
  const { t } = useTranslation();
  return (
    <LateMenu target={target} width={252}>
      <Menu.Label>{t(($) => $.app.workspace.yours)}</Menu.Label>
      {me.workspaces.map((each) => (
        <MenuItemLink
          key={each.id}
          to="/w/$workspace"
          params={{ workspace: each.id }}
          leftSection={<WorkspaceTile name={each.name} />}
          rightSection={each.id === workspace.id && <IconCheck size={14} aria-hidden />}
          aria-current={each.id === workspace.id ? 'true' : undefined}
        >
          {each.name}
        </MenuItemLink>
      ))}
      <Menu.Divider />
      <MenuItemLink
        to="/w/$workspace/team"
        params={{ workspace: workspace.id }}
        leftSection={<IconUsersGroup size={16} />}
      >
        {t(($) => $.app.workspace.manage)}
      </MenuItemLink>
      {!me.user.guest && (
        <MenuItemLink to="/new" leftSection={<IconPlus size={16} />}>
          {t(($) => $.app.workspace.create)}
        </MenuItemLink>
      )}
    </LateMenu>
  );
}
