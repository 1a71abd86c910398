/** `?` shows every shortcut that works on this page now, grouped; the list is what is really offered, never written by hand. */
import { Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { type Shortcut, useOfferedShortcuts, useShortcut } from '../ui/shortcuts.ts';

let isOpen = false;
const listeners = new Set<() => void>();

function setOpen(next: boolean): void {
  isOpen = next;
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
  const groups = Map.groupBy(useOfferedShortcuts(), (shortcut) => shortcut.group);

  return (
    <Modal
      opened={opened}
      onClose={() => setOpen(false)}
      title={t(($) => $.app.shortcuts.title)}
      closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
      size="md"
    >
      <Stack gap="lg">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group}>
            <Title order={3} size="h4" mb={6}>
              {group}
            </Title>
            <Stack gap={6} component="dl" m={0}>
              {once(shortcuts).map((shortcut) => (
                <Group key={shortcut.keys} justify="space-between" wrap="nowrap">
                  <Text component="dt">{shortcut.label}</Text>
                  <dd style={{ margin: 0 }}>
                    <Keys keys={shortcut.keys} />
                  </dd>
                </Group>
              ))}
            </Stack>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}

/** Of several offers of the same keys the newest is the one that works. */
const once = (shortcuts: readonly Shortcut[]): readonly Shortcut[] => [
  ...new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut])).values(),
];
