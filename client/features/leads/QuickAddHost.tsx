/** Offers the quick add on every page of the workspace (`c`); its dialog is loaded when it is first opened. */
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../records/useRights.ts';
import { useShortcut } from '../../ui/shortcuts.ts';
import { closeQuickAdd, openQuickAdd, useQuickAddOpen } from './quickAddState.ts';

const QuickAddDialog = lazy(() => import('./QuickAddDialog.tsx'));

export function QuickAddHost() {
  const { t } = useTranslation();
  const mayEdit = useMay('editRecords');
  const isOpen = useQuickAddOpen();
  useShortcut(
    mayEdit
      ? { keys: 'c', label: t(($) => $.leads.quick.shortcut), group: t(($) => $.leads.keys.group), run: openQuickAdd }
      : null,
  );
  if (!mayEdit || !isOpen) return null;
  return (
    <Suspense>
      <QuickAddDialog onClose={closeQuickAdd} />
    </Suspense>
  );
}
