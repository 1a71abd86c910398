/** Asks why a deal was won or lost, before it is closed. Leaving it any other way changes nothing. */
import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '#schema/records/deal.ts';
import { cleanLines } from '#schema/text.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useLanguage } from '../../i18n/language.ts';

export interface CloseReason {
  readonly reason: string;
  readonly comment?: string;
}
interface CloseDealDialogProps {
  readonly deal: Deal;
  readonly outcome: 'won' | 'lost';
  readonly onClose: (answer: CloseReason | null) => void;
}

export function CloseDealDialog({ deal, outcome, onClose }: CloseDealDialogProps) {
  const { t } = useTranslation();
  const settings = useSettings();
  const locale = useLanguage();
  const [reason, setReason] = useState('');
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const won = outcome === 'won';
  const list = won ? 'winReason' : 'lossReason';
  const title = deal.title ?? t(($) => $.pipeline.untitled);

  return (
    <Modal
      opened
      onClose={() => onClose(null)}
      title={won ? t(($) => $.pipeline.close.wonTitle, { title }) : t(($) => $.pipeline.close.lostTitle, { title })}
      closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === '') return setMissing(true);
          const words = cleanLines(comment);
          onClose({ reason, ...(words && { comment: words }) });
        }}
      >
        <Stack gap="md">
          <Radio.Group
            label={won ? t(($) => $.pipeline.close.wonWhy) : t(($) => $.pipeline.close.lostWhy)}
            value={reason}
            onChange={(value) => {
              setReason(value);
              setMissing(false);
            }}
            error={missing ? t(($) => $.pipeline.close.missing) : undefined}
          >
            <Stack gap="sm" mt="xs">
              {settings.lists[list]
                .filter((entry) => !entry.retired)
                .map((entry, at) => (
                  <Radio
                    key={entry.key}
                    size="xs"
                    value={entry.key}
                    label={settings.label(list, entry.key, locale)}
                    data-autofocus={at === 0 || undefined}
                  />
                ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t(($) => $.pipeline.close.comment)}
            placeholder={won ? t(($) => $.pipeline.close.wonHint) : t(($) => $.pipeline.close.lostHint)}
            autosize
            minRows={2}
            maxRows={6}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => onClose(null)}>
              {t(($) => $.ui.cancel)}
            </Button>
            <Button type="submit" color={won ? 'brand' : 'red'}>
              {won ? t(($) => $.pipeline.close.won) : t(($) => $.pipeline.close.lost)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
