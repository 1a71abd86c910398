/** Writes down what was done, or what is planned when its time is still to come. Asks only for what one knows right then. */
import { Button, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createActivity } from '#schema/commands/timeline.ts';
import type { Subject } from '#schema/fields.ts';
import { cleanLines } from '#schema/text.ts';
import { now, today } from '../../data/environment.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useFormat } from '../../i18n/format.ts';
import { listOptions } from '../../records/ChoiceEditor.tsx';
import { fieldLabel } from '../../records/fieldLabel.ts';
import classes from './Activities.module.css';
import { readActivityTime } from './activityTime.ts';

/** Kinds that go one way or the other. */
const DIRECTED = new Set(['call', 'email', 'whatsapp', 'social']);
const LONGEST_MINUTES = 24 * 60;

interface ActivityComposerProps {
  readonly subject: Subject;
  readonly onClose: () => void;
}

export function ActivityComposer({ subject, onClose }: ActivityComposerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const commands = useCommands();
  const [kind, setKind] = useState('call');
  const [direction, setDirection] = useState('out');
  const [when, setWhen] = useState('');
  const [result, setResult] = useState<string | null>(null);
  const [minutes, setMinutes] = useState<number | ''>('');
  const [summary, setSummary] = useState('');

  const at = readActivityTime(when, now(), today());
  const isPlan = at !== null && when.trim() !== '' && at > now();
  const label = settings.label('activityType', kind, format.locale);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (at === null) return;
    const text = cleanLines(summary);
    const outcome = commands.run(
      createActivity,
      {
        subject,
        kind,
        at,
        state: isPlan ? 'planned' : 'done',
        ...(DIRECTED.has(kind) && { direction }),
        ...(!isPlan && result !== null && { result }),
        ...(!isPlan && minutes !== '' && { minutes }),
        ...(text !== '' && { summary: text }),
      },
      isPlan
        ? t(($) => $.leads.activities.plannedDone, { kind: label })
        : t(($) => $.leads.activities.logged, { kind: label }),
    );
    if (outcome.ok) onClose();
  };

  return (
    <form className={classes.composer} onSubmit={submit}>
      <div className={classes.composerLine}>
        <Select
          className={classes.grow}
          aria-label={t(($) => $.leads.activities.kind)}
          data={[...listOptions(settings, 'activityType', [], format.locale)].map(({ value, label: words }) => ({
            value,
            label: words,
          }))}
          value={kind}
          allowDeselect={false}
          onChange={(next) => next !== null && setKind(next)}
        />
        {DIRECTED.has(kind) && (
          <SegmentedControl
            aria-label={fieldLabel(t, 'activity', 'direction')}
            value={direction}
            onChange={setDirection}
            data={[
              { value: 'out', label: t(($) => $.leads.activities.out) },
              { value: 'in', label: t(($) => $.leads.activities.in) },
            ]}
          />
        )}
        <TextInput
          className={classes.grow}
          aria-label={t(($) => $.leads.activities.when)}
          placeholder={t(($) => $.leads.activities.whenHint)}
          value={when}
          error={at === null && t(($) => $.leads.activities.whenUnread)}
          onChange={(event) => setWhen(event.currentTarget.value)}
        />
      </div>
      <Textarea
        aria-label={t(($) => $.leads.activities.summary)}
        placeholder={t(($) => $.leads.activities.summary)}
        autosize
        minRows={2}
        maxRows={10}
        autoFocus
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
          if (event.key !== 'Escape' || summary !== '') return;
          event.preventDefault();
          onClose();
        }}
      />
      <div className={classes.composerLine}>
        {!isPlan && (
          <>
            <Select
              className={classes.grow}
              aria-label={t(($) => $.leads.activities.result)}
              placeholder={t(($) => $.leads.activities.result)}
              clearable
              data={[...listOptions(settings, 'activityResult', [], format.locale)].map(({ value, label: words }) => ({
                value,
                label: words,
              }))}
              value={result}
              onChange={setResult}
            />
            <NumberInput
              className={classes.minutes}
              aria-label={t(($) => $.leads.activities.minutes)}
              placeholder={t(($) => $.leads.activities.minutes)}
              min={0}
              max={LONGEST_MINUTES}
              allowDecimal={false}
              value={minutes}
              onChange={(next) => setMinutes(typeof next === 'number' ? next : '')}
            />
          </>
        )}
        {isPlan && <span className={classes.grow}>{format.instant(at)}</span>}
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t(($) => $.ui.cancel)}
        </Button>
        <Button type="submit" disabled={at === null}>
          {isPlan ? t(($) => $.leads.activities.plan) : t(($) => $.leads.activities.save)}
        </Button>
      </div>
    </form>
  );
}
