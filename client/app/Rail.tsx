/** The left rail: workspace, search, the pages with their counts, and at the foot what one sets up once. */
import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Me, Workspace } from '#schema/protocol.ts';
import { useFormat } from '../i18n/format.ts';
import { Keys } from '../ui/Keys.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { type NavigationEntry, navigation } from './navigation.ts';
import { usePalette } from './palette.ts';
import classes from './Rail.module.css';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

interface RailProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

export function Rail({ me, workspace }: RailProps) {
  const { t } = useTranslation();
  const palette = usePalette();
  return (
    <div className={classes.root} data-no-print>
      <WorkspaceMenu me={me} workspace={workspace} />
      {palette && (
        <UnstyledButton className={classes.search} onClick={palette.open}>
          <IconSearch size={15} aria-hidden />
          <span className={classes.searchWord}>{t(($) => $.app.search)}</span>
          <Keys keys="mod+k" />
        </UnstyledButton>
      )}
      <nav className={classes.nav} aria-label={t(($) => $.app.mainNavigation)}>
        <ul className={classes.list}>
          {navigation
            .filter((entry) => entry.place === 'main')
            .map((entry) => (
              <NavItem key={entry.key} entry={entry} workspace={workspace.id} />
            ))}
        </ul>
        <ul className={classes.list}>
          {navigation
            .filter((entry) => entry.place === 'foot')
            .map((entry) => (
              <NavItem key={entry.key} entry={entry} workspace={workspace.id} />
            ))}
        </ul>
      </nav>
      <AccountMenu me={me} />
    </div>
  );
}

interface NavItemProps {
  readonly entry: NavigationEntry;
  readonly workspace: string;
}

const noCount = (): undefined => undefined;

function NavItem({ entry, workspace }: NavItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const useCount = entry.useCount ?? noCount;
  const count = useCount();
  const name = t(($) => $.app.nav[entry.key]);
  useShortcut({
    keys: entry.shortcut,
    label: name,
    group: t(($) => $.app.shortcuts.go),
    run: () => void navigate({ to: entry.path, params: { workspace } }),
  });
  return (
    <li>
      <Link
        to={entry.path}
        params={{ workspace }}
        className={classes.item}
        activeProps={{ 'data-active': true, 'aria-current': 'page' }}
      >
        <entry.icon size={17} stroke={1.7} aria-hidden />
        <span className={classes.itemName}>{name}</span>
        {count !== undefined && <span className={classes.count}>{format.number(count)}</span>}
      </Link>
    </li>
  );
}
