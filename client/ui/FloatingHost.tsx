/**
 * What floats above all pages: toasts, questions and hints. Loaded after the first page, so that it does not stand in its way;
 * `notify` and `confirm` are the ways to it, and wait for it where they must.
 */
import { Button, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ModalsProvider, modals } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import { IconAlertCircle } from '@tabler/icons-react';
import i18next from 'i18next';
import { useEffect } from 'react';
import type { Question } from './confirm.tsx';
import classes from './FloatingHost.module.css';
import { HintHost } from './HintHost.tsx';
import type { Toast } from './notify.tsx';

let isHere: () => void = () => {};
/** Resolves once questions can be shown. */
const here = new Promise<void>((resolve) => {
  isHere = resolve;
});

export function FloatingHost() {
  useEffect(isHere, []);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return (
    <ModalsProvider>
      {/* never over a page's main action, which stands at the foot: on a phone all across, else at its right */}
      <Notifications position={isPhone ? 'top-center' : 'bottom-center'} limit={4} />
      <HintHost />
    </ModalsProvider>
  );
}

/** Shows a toast; one shown before the host is there waits for it. */
export function showToast({ text, tone, actions, autoClose }: Toast): void {
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

/** Asks and answers whether the person went ahead; closing the dialog any other way is no. */
export async function ask({ title, text, confirm: label, danger = false }: Question): Promise<boolean> {
  await here;
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: <Text component="div">{text}</Text>,
      labels: { confirm: label, cancel: i18next.t(($) => $.ui.cancel) },
      confirmProps: danger ? { color: 'red' } : { 'data-autofocus': true },
      cancelProps: danger ? { 'data-autofocus': true } : {},
      closeButtonProps: { 'aria-label': i18next.t(($) => $.ui.close) },
      onConfirm: () => resolve(true),
      // also runs after onConfirm; a settled promise stays as it is
      onClose: () => resolve(false),
    });
  });
}
