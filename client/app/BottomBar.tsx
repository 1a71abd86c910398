/** The phone's navigation: the first four pages and a door to everything else. */
import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, Workspace } from '#schema/protocol.ts';
import classes from './BottomBar.module.css';
import { navigation } from './navigation.ts';

const MoreDrawer = lazy(async () => ({ default: (await import('./MoreDrawer.tsx')).MoreDrawer }));

interface BottomBarProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

/** Places beside the door to the rest. */
const PLACES = 4;

export function BottomBar({ me, workspace }: BottomBarProps) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  const [wasOpened, setWasOpened] = useState(false);
  const address = useRouterState({ select: (state) => state.location.href });
  useEffect(() => {
    // going somewhere closes the menu one went there from
    if (address) close();
  }, [address, close]);

  const show = () => {
    setWasOpened(true);
    open();
  };

  return (
    <>
      <nav className={classes.root} aria-label={t(($) => $.app.mainNavigation)} data-no-print>
        {navigation
          .filter((entry) => entry.place === 'main')
          .slice(0, PLACES)
          .map((entry) => (
            <Link
              key={entry.key}
              to={entry.path}
              params={{ workspace: workspace.id }}
              className={classes.item}
              activeProps={{ 'data-active': true, 'aria-current': 'page' }}
            >
              <entry.icon size={21} stroke={1.7} aria-hidden />
              <span className={classes.name}>{t(($) => $.app.nav[entry.key])}</span>
            </Link>
          ))}
        <UnstyledButton className={classes.item} onClick={show} aria-expanded={opened}>
          <IconMenu2 size={21} stroke={1.7} aria-hidden />
          <span className={classes.name}>{t(($) => $.app.more)}</span>
        </UnstyledButton>
      </nav>
      <Suspense fallback={null}>
        {wasOpened && <MoreDrawer me={me} workspace={workspace} opened={opened} onClose={close} />}
      </Suspense>
    </>
  );
}
