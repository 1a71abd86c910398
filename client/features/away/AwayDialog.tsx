/**
 * What others changed while this person was away, beside what they wrote themselves: both values, the one that stands
 * marked, the other one tap away. Nothing here blocks, and each line stays until it is put aside.
 */
import { Button, Group, Modal, ScrollArea, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { awayKey, type AwayChange } from '#schema/away.ts';
import { useAwayList } from '../../data/useAway.ts';
import { AwayLine } from './AwayLine.tsx';
import classes from './Away.module.css';

interface AwayDialogProps {
  readonly opened: boolean;
  readonly changes: readonly AwayChange[];
  readonly onClose: () => void;
}

export function AwayDialog({ opened, changes, onClose }: AwayDialogProps) {
  const { t } = useTranslation();
  const away = useAwayList();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(($) => $.away.title)}
      closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
      size="lg"
      scrollAreaComponent={ScrollArea.Autosize}
    >
      <Text size="sm" mb="sm">
        {t(($) => $.away.text)}
      </Text>
      <ul className={classes.list}>
        {changes.map((change) => (
          <AwayLine key={awayKey(change)} change={change} onLeave={onClose} />
        ))}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button
          variant="default"
          onClick={() => {
            onClose();
            away.dismiss(changes);
          }}
        >
          {t(($) => $.away.dismissAll)}
        </Button>
      </Group>
    </Modal>
  );
}
