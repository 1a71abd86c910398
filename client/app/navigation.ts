/**
 * The pages of a workspace as one list, which the rail, the bottom bar, the keyboard and the command palette share.
 * An entry stands here only when its page does (see routes.tsx).
 */
import {
  IconActivity,
  IconChartBar,
  IconChecklist,
  IconFileImport,
  IconLayoutKanban,
  IconSettings,
  IconTrash,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useLeadCount } from '../features/leads/useLeadCount.ts';
import type tr from '../i18n/tr/app.ts';

/** An address inside a workspace; one that is no route does not compile. */
type WorkspacePath = Extract<LinkProps['to'], `/w/$workspace/${string}`>;

export interface NavigationEntry {
  /** its name in the words: `t(($) => $.app.nav[key])` */
  readonly key: keyof typeof tr.nav;
  readonly path: WorkspacePath;
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  /** letters one after the other, `g` for go */
  readonly shortcut: `g ${string}`;
  /** `foot`: below, with the things one sets up once */
  readonly place: 'main' | 'foot';
  /** a number beside the name, live; a hook */
  readonly useCount?: () => number | undefined;
}

export const navigation: readonly NavigationEntry[] = [
  {
    key: 'leads',
    path: '/w/$workspace/leads',
    icon: IconUsers,
    shortcut: 'g l',
    place: 'main',
    useCount: useLeadCount,
  },
  {
    key: 'pipeline',
    path: '/w/$workspace/pipeline',
    icon: IconLayoutKanban,
    shortcut: 'g p',
    place: 'main',
  },
  { key: 'tasks', path: '/w/$workspace/tasks', icon: IconChecklist, shortcut: 'g t', place: 'main' },
  { key: 'feed', path: '/w/$workspace/feed', icon: IconActivity, shortcut: 'g a', place: 'main' },
  { key: 'reports', path: '/w/$workspace/reports', icon: IconChartBar, shortcut: 'g r', place: 'main' },
  { key: 'import', path: '/w/$workspace/import', icon: IconFileImport, shortcut: 'g i', place: 'foot' },
  { key: 'bin', path: '/w/$workspace/bin', icon: IconTrash, shortcut: 'g b', place: 'foot' },
  { key: 'team', path: '/w/$workspace/team', icon: IconUsersGroup, shortcut: 'g m', place: 'foot' },
  { key: 'settings', path: '/w/$workspace/settings', icon: IconSettings, shortcut: 'g s', place: 'foot' },
];
