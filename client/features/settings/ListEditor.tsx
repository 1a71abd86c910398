/** One list of the workspace: rename, colour, order, retire, add. Everything is saved as it is done, with its undo. */
import { ActionIcon, Button, Group, NumberInput, Select, Text, TextInput } from '@mantine/core';
import { IconArchive, IconArrowDown, IconArrowUp, IconPlus, IconRestore } from '@tabler/icons-react';
import { type FormEvent, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayRetire } from '#schema/commands/settings.ts';
import { COLORS, type ListEntry, type ListName } from '#schema/settings.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useLanguage } from '../../i18n/language.ts';
import classes from './Settings.module.css';
import { useSettingCommands } from './useSettingCommands.ts';

interface ListEditorProps {
  readonly list: ListName;
  readonly mayEdit: boolean;
}

/** Lines that are drawn at first; the others, and what stands below them, come after. */
const FIRST = 4;

export function ListEditor({ list, mayEdit }: ListEditorProps) {
  const { t } = useTranslation();
  const entries = useSettings().lists[list];
  const commands = useSettingCommands(list);
  const [label, setLabel] = useState('');
  const isWhole = useDeferredValue(true, false);
  const keys = entries.map((entry) => entry.key);
  const move = (index: number, by: -1 | 1): void => {
    const next = [...keys];
    const [moved] = next.splice(index, 1);
    if (moved !== undefined) next.splice(index + by, 0, moved);
    commands.order(next);
  };
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (commands.add(label)) setLabel('');
  };
  return (
    <div>
      {entries.length === 0 && (
        <Text c="dimmed" size="sm" py="sm">
          {t(($) => $.settings.empty)}
        </Text>
      )}
      <ul className={classes.entries}>
        {(isWhole ? entries : entries.slice(0, FIRST)).map((entry, index) => (
          <EntryLine
            key={entry.key}
            list={list}
            entry={entry}
            entries={entries}
            mayEdit={mayEdit}
            onMove={(by) => move(index, by)}
            isFirst={index === 0}
            isLast={index === entries.length - 1}
          />
        ))}
      </ul>
      {mayEdit && isWhole && (
        <form onSubmit={add}>
          <Group gap="xs" mt="md" wrap="nowrap">
            <TextInput
              aria-label={t(($) => $.settings.addTo)}
              placeholder={t(($) => $.settings.addPlaceholder)}
              value={label}
              maxLength={80}
              onChange={(event) => setLabel(event.currentTarget.value)}
              className={classes.grow}
            />
            <Button type="submit" leftSection={<IconPlus size={14} />} disabled={label.trim() === ''}>
              {t(($) => $.settings.add)}
            </Button>
          </Group>
        </form>
      )}
    </div>
  );
}

interface EntryLineProps {
  readonly list: ListName;
  readonly entry: ListEntry;
  readonly entries: readonly ListEntry[];
  readonly mayEdit: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
}

function EntryLine({ list, entry, entries, mayEdit, isFirst, isLast, onMove }: EntryLineProps) {
  const { t } = useTranslation();
  const locale = useLanguage();
  const commands = useSettingCommands(list);
  const name = typeof entry.label === 'string' ? entry.label : entry.label[locale];
  const [typed, setTyped] = useState<string | null>(null);
  const changed = t(($) => $.settings.changed, { name });
  const rename = (): void => {
    const next = typed?.trim();
    setTyped(null);
    if (next && next !== name)
      commands.change(
        entry.key,
        { label: next },
        t(($) => $.settings.changed, { name: next }),
      );
  };
  const isColoured = list === 'status' || list === 'stage';
  return (
    <li className={classes.entry} data-retired={entry.retired || undefined}>
      <span
        className={classes.dot}
        style={{
          background: `var(--tint-${entry.color ?? 'gray'}-solid)`,
          visibility: isColoured ? undefined : 'hidden',
        }}
      />
      <TextInput
        className={classes.grow}
        variant="unstyled"
        aria-label={t(($) => $.settings.labelOf, { name })}
        value={typed ?? name}
        readOnly={!mayEdit}
        maxLength={80}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      {entry.outcome && (
        <Text size="xs" c="dimmed" className={classes.quiet}>
          {t(($) => $.settings[entry.outcome === 'won' ? 'won' : 'lost'])}
        </Text>
      )}
      {entry.retired && (
        <Text size="xs" c="dimmed" className={classes.quiet}>
          {t(($) => $.settings.retired)}
        </Text>
      )}
      {list === 'stage' && !entry.outcome && (
        <NumberInput
          w={72}
          aria-label={t(($) => $.settings.probabilityOf, { name })}
          value={entry.probability ?? 0}
          min={0}
          max={100}
          suffix=" %"
          hideControls
          readOnly={!mayEdit}
          onBlur={(event) => {
            const probability = Number.parseInt(event.currentTarget.value, 10);
            if (Number.isNaN(probability) || probability === entry.probability) return;
            commands.change(entry.key, { probability: Math.min(100, Math.max(0, probability)) }, changed);
          }}
        />
      )}
      {isColoured && mayEdit && (
        <Select
          w={112}
          aria-label={t(($) => $.settings.color, { name })}
          value={entry.color ?? 'gray'}
          allowDeselect={false}
          data={COLORS.map((color) => ({ value: color, label: t(($) => $.settings.colors[color]) }))}
          onChange={(value) => {
            const color = COLORS.find((one) => one === value);
            if (color) commands.change(entry.key, { color }, changed);
          }}
        />
      )}
      {mayEdit && (
        <Group gap={0} wrap="nowrap">
          <ActionIcon aria-label={t(($) => $.settings.up, { name })} disabled={isFirst} onClick={() => onMove(-1)}>
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon aria-label={t(($) => $.settings.down, { name })} disabled={isLast} onClick={() => onMove(1)}>
            <IconArrowDown size={15} />
          </ActionIcon>
          {entry.retired ? (
            <ActionIcon
              aria-label={t(($) => $.settings.bringBack, { name })}
              onClick={() =>
                commands.change(
                  entry.key,
                  { retired: false },
                  t(($) => $.settings.back, { name }),
                )
              }
            >
              <IconRestore size={15} />
            </ActionIcon>
          ) : (
            <ActionIcon
              aria-label={t(($) => $.settings.retire, { name })}
              disabled={!mayRetire(entries, entry)}
              onClick={() =>
                commands.change(
                  entry.key,
                  { retired: true },
                  t(($) => $.settings.retiredDone, { name }),
                )
              }
            >
              <IconArchive size={15} />
            </ActionIcon>
          )}
        </Group>
      )}
    </li>
  );
}
