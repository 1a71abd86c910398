/** Opens a deal: its name, for whom, how much, until when, in which stage. From a lead, most of it stands there already. */
import { Button, Group, Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CURRENCIES, parseAmount } from '#schema/amount.ts';
import { createDeal } from '#schema/commands/deals.ts';
import { isIsoDay } from '#schema/fields.ts';
import type { Deal } from '#schema/records/deal.ts';
import { type Lead, leadTitle } from '#schema/records/lead.ts';
import { cleanLine } from '#schema/text.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useRecord, useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { DayEditor } from '../../records/DayEditor.tsx';
import { LeadPicker } from './LeadPicker.tsx';
import classes from './NewDealDialog.module.css';

interface NewDealDialogProps {
  /** the lead it comes of */
  readonly lead?: string | undefined;
  /** a key of the stages; the first open one where none is given */
  readonly stage?: string | undefined;
  /** the id of the new deal, or null when none was made */
  readonly onClose: (deal: string | null) => void;
}

export function NewDealDialog({ lead: first, stage: at, onClose }: NewDealDialogProps) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const commands = useCommands();
  const settings = useSettings();
  const locale = useLanguage();
  const stages = settings.lists.stage.filter((entry) => !entry.retired && entry.outcome === undefined);
  const [leadId, setLeadId] = useState(first);
  const [title, setTitle] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const [currency, setCurrency] = useState(() => usualCurrency(projection.all('deal')));
  const [close, setClose] = useState<string | undefined>(undefined);
  const [stage, setStage] = useState(at ?? stages[0]?.key ?? '');
  const [tried, setTried] = useState(false);

  const lead = useRecord('lead', leadId);
  const suggested = lead ? suggestion(lead, (company) => t(($) => $.pipeline.create.suggested, { company })) : '';
  const name = cleanLine(title ?? suggested);
  const money = amount.trim() === '' ? undefined : parseAmount(amount, currency);
  const problems = {
    name: tried && name === '' ? t(($) => $.pipeline.create.nameMissing) : undefined,
    amount: tried && money === null ? t(($) => $.records.problem.money) : undefined,
    close: close !== undefined && !isIsoDay(close) ? t(($) => $.records.problem.day) : undefined,
  };

  const save = () => {
    setTried(true);
    if (name === '' || money === null) return;
    const values = {
      title: name,
      ...(leadId !== undefined && { lead: leadId }),
      ...(money && { amount: money }),
      ...(close !== undefined && { expectedClose: close }),
      ...(lead && lead.products.length > 0 && { products: lead.products }),
    };
    const outcome = commands.run(
      createDeal,
      { values, stage },
      t(($) => $.pipeline.create.created, { title: name }),
    );
    if (outcome.ok) onClose(outcome.value);
  };

  return (
    <Modal
      opened
      onClose={() => onClose(null)}
      title={t(($) => $.pipeline.create.title)}
      closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="md">
          <LeadPicker label={t(($) => $.pipeline.create.lead)} value={leadId} onChange={setLeadId} />
          <TextInput
            data-autofocus
            label={t(($) => $.pipeline.create.name)}
            placeholder={t(($) => $.pipeline.create.nameHint)}
            value={title ?? suggested}
            error={problems.name}
            onChange={(event) => setTitle(event.currentTarget.value)}
            onFocus={(event) => event.currentTarget.select()}
          />
          <div className={classes.money}>
            <TextInput
              label={t(($) => $.pipeline.create.amount)}
              placeholder={t(($) => $.pipeline.create.amountHint)}
              inputMode="decimal"
              value={amount}
              error={problems.amount}
              onChange={(event) => setAmount(event.currentTarget.value)}
              // "500 USD" says its currency itself
              onBlur={() => money && setCurrency(money.currency)}
            />
            <Select
              label={t(($) => $.pipeline.create.currency)}
              data={[...CURRENCIES]}
              value={currency}
              allowDeselect={false}
              onChange={(value) => value && setCurrency(value)}
            />
          </div>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="md">
            <div>
              <div className={classes.label} aria-hidden>
                {t(($) => $.pipeline.create.close)}
              </div>
              <div className={classes.day}>
                <DayEditor
                  label={t(($) => $.pipeline.create.close)}
                  readOnly={false}
                  changedBy={undefined}
                  onFocus={noop}
                  onBlur={noop}
                  value={close}
                  save={(day) => setClose(day ?? undefined)}
                />
              </div>
            </div>
            <Select
              label={t(($) => $.pipeline.create.stage)}
              data={stages.map((entry) => ({ value: entry.key, label: settings.label('stage', entry.key, locale) }))}
              value={stage}
              allowDeselect={false}
              onChange={(value) => value && setStage(value)}
            />
          </SimpleGrid>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => onClose(null)}>
              {t(($) => $.ui.cancel)}
            </Button>
            <Button type="submit">{t(($) => $.pipeline.create.save)}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const noop = (): void => {};

/** The currency of most deals, and lira where there are none. */
function usualCurrency(deals: Iterable<Deal>): string {
  const counts = new Map<string, number>();
  for (const { amount } of deals) if (amount) counts.set(amount.currency, (counts.get(amount.currency) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1]);
  return usual && (CURRENCIES as readonly string[]).includes(usual[0]) ? usual[0] : 'TRY';
}

/** "Çınar Metal – kaynak robotu": who, and what they are interested in where one thing is known. */
function suggestion(lead: Lead, newBusiness: (company: string) => string): string {
  const company = lead.company ?? leadTitle(lead);
  const [product] = lead.products;
  if (company === '') return '';
  return product === undefined || lead.products.length > 1 ? newBusiness(company) : `${company} – ${product}`;
}
