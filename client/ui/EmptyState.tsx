/** A page or list with nothing in it: says what would be here and offers the first step. */
import { Group, Stack, Text, Title } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  readonly icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  readonly title: string;
  readonly text?: ReactNode;
  /** it is the whole page, and its title the page's */
  readonly asPage?: boolean;
  /** the first steps, as buttons */
  readonly children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, asPage = false, children }: EmptyStateProps) {
  return (
    <Stack className={classes.root} align="center" gap="xs">
      {Icon && (
        <div className={classes.icon} aria-hidden>
          <Icon size={22} stroke={1.6} />
        </div>
      )}
      <Title order={asPage ? 1 : 2} size="h3" {...(asPage && { tabIndex: -1, 'data-page-title': true })}>
        {title}
      </Title>
      {text && (
        <Text c="dimmed" ta="center" maw={420}>
          {text}
        </Text>
      )}
      {children && (
        <Group gap="sm" mt="sm" justify="center">
          {children}
        </Group>
      )}
    </Stack>
  );
}
