/**
 * Short words about what was just done, at the foot of the page. A thing done offers its undo; a refusal stays longer
 * and is read out at once. Never used for what must be answered (that is a dialog) or must not be missed (a banner).
 */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertCircle } from '@tabler/icons-react';
import i18next from 'i18next';
import classes from './notify.module.css';

const DONE_MS = 5_000;
/** long enough to read, see what happened, and reach the button */
const UNDO_MS = 10_000;
const REFUSED_MS = 9_000;

interface Action {
  readonly label: string;
  readonly run: () => void;
}

function show(text: string, tone: 'done' | 'refused', actions: readonly Action[], autoClose: number): void {
  const id = notifications.show({
    message: (
      <span className={classes.line}>
        <span className={classes.text}>{text}</span>
        {actions.map((action) => (
          <Button
            key={action.label}
            size="compact-xs"
            variant="subtle"
            className={classes.action}
            onClick={() => {
              notifications.hide(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        ))}
      </span>
    ),
    autoClose,
    role: tone === 'done' ? 'status' : 'alert',
    withBorder: true,
    className: classes.root,
    closeButtonProps: { 'aria-label': i18next.t(($) => $.ui.close) },
    ...(tone === 'refused' && { icon: <IconAlertCircle size={18} />, color: 'red' }),
  });
}

export const notify = {
  /** Something was done; `undo` puts a button beside it that takes it back, `also` one for a next step. */
  done(text: string, undo?: () => void, also?: Action): void {
    const actions = [...(also ? [also] : []), ...(undo ? [{ label: i18next.t(($) => $.ui.undo), run: undo }] : [])];
    show(text, 'done', actions, actions.length > 0 ? UNDO_MS : DONE_MS);
  },
  /** Something was not done; the text says why and what to do. */
  refused(text: string): void {
    show(text, 'refused', [], REFUSED_MS);
  },
} as const;
