/** The room a page lives in: header on top, content that scrolls by itself, and a panel beside it when one is open. */
import type { ReactNode } from 'react';
import classes from './Page.module.css';

interface PageProps {
  readonly header: ReactNode;
  /** a `Panel`, or nothing */
  readonly panel?: ReactNode;
  /** the content brings its own scrolling (a virtualised list, a board) */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

export function Page({ header, panel, fill = false, children }: PageProps) {
  return (
    <div className={classes.root}>
      <div className={classes.main}>
        {header}
        <div className={classes.content} data-fill={fill || undefined}>
          {children}
        </div>
      </div>
      {panel}
    </div>
  );
}
