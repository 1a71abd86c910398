/** The line at the head of every page: its title with a count, its own actions, and what the frame puts there. */
import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, useContext } from 'react';
import { HeaderSlots } from './HeaderSlots.ts';
import classes from './PageHeader.module.css';

interface PageHeaderProps {
  readonly title: ReactNode;
  /** already formatted for the language */
  readonly count?: string;
  /** stands before the title: a way back, usually */
  readonly before?: ReactNode;
  /** the page's own actions, the first one filled */
  readonly actions?: ReactNode;
}

export function PageHeader({ title, count, before, actions }: PageHeaderProps) {
  const slots = useContext(HeaderSlots);
  useDocumentTitle(typeof title === 'string' ? `${title} · Ortak` : 'Ortak');
  return (
    <header className={classes.root}>
      {before}
      {/* focus lands here after navigation, so that screen readers say where one is */}
      <Title order={1} className={classes.title} tabIndex={-1} data-page-title>
        {title}
      </Title>
      {count !== undefined && <span className={classes.count}>{count}</span>}
      <div className={classes.end}>
        {actions && <div className={classes.actions}>{actions}</div>}
        {slots.job}
        {slots.presence}
        {slots.sync}
      </div>
    </header>
  );
}
