/**
 * A panel at the right of a list; on a phone it covers the page. It is not modal: the list beside it stays usable.
 * `Esc` closes it unless something inside has used the key. It never traps focus.
 */
import { ActionIcon } from '@mantine/core';
import { IconArrowsDiagonal, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isFloatingOpen } from './floating.ts';
import classes from './Panel.module.css';

interface PanelProps {
  /** what it shows, for screen readers */
  readonly label: string;
  readonly onClose: () => void;
  /** opens the same thing as a full page */
  readonly onExpand?: () => void;
  /** stands at the left of the panel's head */
  readonly head?: ReactNode;
  /** more buttons in the head */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ label, onClose, onExpand, head, actions, children }: PanelProps) {
  const { t } = useTranslation();
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });

  useEffect(() => {
    // what floats takes the key first, and may be gone when the key has bubbled up: so look before
    let floating = false;
    const before = () => {
      floating = isFloatingOpen();
    };
    const after = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !floating) close.current();
    };
    document.addEventListener('keydown', before, true);
    document.addEventListener('keydown', after);
    return () => {
      document.removeEventListener('keydown', before, true);
      document.removeEventListener('keydown', after);
    };
  }, []);

  return (
    <aside className={classes.root} aria-label={label}>
      <div className={classes.head}>
        <div className={classes.headStart}>{head}</div>
        {actions}
        {onExpand && (
          <ActionIcon aria-label={t(($) => $.ui.expandPanel)} data-hint={t(($) => $.ui.expandPanel)} onClick={onExpand}>
            <IconArrowsDiagonal size={16} />
          </ActionIcon>
        )}
        <ActionIcon aria-label={t(($) => $.ui.close)} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={classes.body}>{children}</div>
    </aside>
  );
}
