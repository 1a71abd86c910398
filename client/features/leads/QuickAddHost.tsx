/** Offers the quick add on every page of the workspace (`c`); its dialog is loaded when it is first opened. */
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../records/useRights.ts';
import { useShortcut } from '../../ui/shortcuts.ts';
import { closeQuickAdd, openQuickAdd, useQuickAddOpen } from './quickAddState.ts';

const load = () => import('./QuickAddDialog.tsx');
const QuickAddDialog = lazy(load);

/** After the page has settled, ms: whoever presses the key types on at once. */
const IDLE_MS = 2_000;

export function QuickAddHost() {
  const { t } = useTranslation();
  const mayEdit = useMay('editRecords');
  const isOpen = useQuickAddOpen();
  useShortcut(
    mayEdit
      ? { keys: 'c', label: t(($) => $.leads.quick.shortcut), group: t(($) => $.leads.keys.group), run: openQuickAdd }
      : null,
  );
  useEffect(() => {
    if (!mayEdit) return;
    const idle = setTimeout(() => {
      // what does not come unasked is asked for when it is wanted, and said then
      load().catch(() => undefined);
    }, IDLE_MS);
    return () => clearTimeout(idle);
  }, [mayEdit]);
  if (!mayEdit || !isOpen) return null;
  return (
    <Suspense>
      <QuickAddDialog onClose={closeQuickAdd} />
    </Suspense>
  );
}
