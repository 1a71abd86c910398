/** The names of a board's columns on a narrow page, where one column stands at a time: a touch goes there, a swipe follows. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import classes from './Board.module.css';

interface Tab {
  readonly id: string;
  readonly label: string;
  readonly count: string;
}
interface BoardTabsProps {
  readonly columns: readonly Tab[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly label: string;
}

export function BoardTabs({ columns, scroller, label }: BoardTabsProps) {
  const [current, setCurrent] = useState(0);
  const bar = useRef<HTMLElement>(null);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const follow = (): void => {
      const width = element.firstElementChild?.getBoundingClientRect().width ?? element.clientWidth;
      if (width > 0) setCurrent(Math.round(element.scrollLeft / width));
    };
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, [scroller]);

  useEffect(() => {
    const tab = bar.current?.children[current];
    // only the bar itself scrolls, never the page
    if (bar.current && tab instanceof HTMLElement) {
      bar.current.scrollTo({
        left: tab.offsetLeft - (bar.current.clientWidth - tab.offsetWidth) / 2,
        behavior: 'smooth',
      });
    }
  }, [current]);

  return (
    <nav className={classes.tabs} aria-label={label} ref={bar}>
      {columns.map((column, at) => (
        <button
          key={column.id}
          type="button"
          className={classes.tab}
          aria-current={at === current}
          onClick={() => {
            const target = scroller.current?.children[at];
            if (target instanceof HTMLElement) {
              scroller.current?.scrollTo({ left: target.offsetLeft - scroller.current.offsetLeft, behavior: 'smooth' });
            }
          }}
        >
          {column.label}
          <span className={classes.tabCount}>{column.count}</span>
        </button>
      ))}
    </nav>
  );
}
