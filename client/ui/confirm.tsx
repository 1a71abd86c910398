/** Asks before what cannot be undone; everything else is done at once and offers its undo. */
import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import i18next from 'i18next';
import type { ReactNode } from 'react';

interface Question {
  readonly title: string;
  /** what will happen, and what will not */
  readonly text: ReactNode;
  /** the deed itself as a verb: `Sil`, never `Tamam` */
  readonly confirm: string;
  readonly danger?: boolean;
}

/** Asks and answers whether the person went ahead; closing the dialog any other way is no. */
export function confirm({ title, text, confirm: label, danger = false }: Question): Promise<boolean> {
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
