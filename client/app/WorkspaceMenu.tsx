/** Which workspace this is, with the way to the others and to a new one. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me, Workspace } from '#schema/protocol.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import classes from './Rail.module.css';
import { MenuItemLink } from './links.tsx';

interface WorkspaceMenuProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

export function WorkspaceMenu({ me, workspace }: WorkspaceMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu width={252}>
      <Menu.Target>
        <UnstyledButton
          className={classes.workspace}
          aria-label={`${t(($) => $.app.workspace.switch)}: ${workspace.name}`}
        >
          <WorkspaceTile name={workspace.name} />
          <span className={classes.workspaceName}>{workspace.name}</span>
          {workspace.demo && <StatusBadge label={t(($) => $.app.workspace.demo)} color="indigo" />}
          <IconSelector size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
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
      </Menu.Dropdown>
    </Menu>
  );
}

function WorkspaceTile({ name }: { readonly name: string }) {
  return (
    <span className={classes.tile} aria-hidden>
      {name.trim().slice(0, 1).toLocaleUpperCase('tr')}
    </span>
  );
}
