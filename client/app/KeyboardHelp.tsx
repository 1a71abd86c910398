/** `?` shows every shortcut that works on this page now. */
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../ui/shortcuts.ts';

const KeyboardHelpDialog = lazy(async () => ({
  default: (await import('./KeyboardHelpDialog.tsx')).KeyboardHelpDialog,
}));

let isOpen = false;
/** once loaded it stays, so that closing gives the focus back to where it was */
let wasOpen = false;
const listeners = new Set<() => void>();

function setOpen(next: boolean): void {
  isOpen = next;
  wasOpen ||= next;
  for (const listener of listeners) listener();
}

export const openKeyboardHelp = (): void => setOpen(true);

export function KeyboardHelp() {
  const { t } = useTranslation();
  const opened = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOpen,
  );
  useShortcut({
    keys: '?',
    label: t(($) => $.app.shortcuts.title),
    group: t(($) => $.app.shortcuts.general),
    run: openKeyboardHelp,
  });
  return (
    wasOpen && (
      <Suspense fallback={null}>
        <KeyboardHelpDialog opened={opened} onClose={() => setOpen(false)} />
      </Suspense>
    )
  );
}
