/** The plain page in front of the door (joining, a new password, a new workspace): the mark, a title, one thing to do. */
import { Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Mark } from '../../app/Mark.tsx';
import classes from './DoorPage.module.css';
import { LookSwitches } from './LookSwitches.tsx';

interface DoorPageProps {
  readonly title: string;
  readonly text?: ReactNode;
  /** stands above the title: a way back */
  readonly before?: ReactNode;
  readonly wide?: boolean;
  /** the page has language and theme among its own things */
  readonly ownSwitches?: boolean;
  readonly children?: ReactNode;
}

export function DoorPage({ title, text, before, wide = false, ownSwitches = false, children }: DoorPageProps) {
  useDocumentTitle(`${title} · Ortak`);
  return (
    <div className={classes.root}>
      <main className={classes.main} data-wide={wide || undefined}>
        {before}
        <Stack gap="xs" mb="lg">
          <Mark size={36} />
          <Title order={1} mt="xs" tabIndex={-1} data-page-title>
            {title}
          </Title>
          {text && <Text c="dimmed">{text}</Text>}
        </Stack>
        {children}
      </main>
      {!ownSwitches && (
        <footer className={classes.foot}>
          <LookSwitches />
        </footer>
      )}
    </div>
  );
}
