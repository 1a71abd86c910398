/** Every shortcut that works on this page now, grouped; the list is what is really offered, never written by hand. */
import { Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { type Shortcut, useOfferedShortcuts } from '../ui/shortcuts.ts';

interface KeyboardHelpDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function KeyboardHelpDialog({ opened, onClose }: KeyboardHelpDialogProps) {
  const { t } = useTranslation();
  const groups = Map.groupBy(useOfferedShortcuts(), (shortcut) => shortcut.group);

  return (
    <Modal
      opened={opened}
      onClose={onClose}
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
