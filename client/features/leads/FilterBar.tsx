/** Above the list: a text to look for, quick filters with their counts, and a chip for whatever else the address asks. */
import { CloseButton, TextInput } from '@mantine/core';
import { IconChevronDown, IconSearch, IconX } from '@tabler/icons-react';
import { memo, type Ref, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '#schema/filter.ts';
import type { Query } from '#schema/query.ts';
import { compareText } from '#schema/text.ts';
import { paced } from '../../data/pause.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { memberOptions } from '../../records/MemberEditor.tsx';
import { declaredField, type FieldContext } from '../../records/fieldText.ts';
import { type Option, OptionPicker } from '../../records/OptionPicker.tsx';
import { useMembers } from '../../records/useMembers.ts';
import { type Facet, facetOf, listedAs, QUICK_FIELDS, type QuickField } from './facets.ts';
import classes from './FilterBar.module.css';
import { filterWords, valueWords } from './filterWords.ts';
import { choiceIn, choiceOf, partsOf, withChoice, withoutPart } from './listAddress.ts';

interface FilterBarProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly query: Query<'lead'>;
  readonly onWhere: (where: Filter | undefined) => void;
  readonly onClear: () => void;
  readonly context: FieldContext;
  readonly find: Ref<{ focus: () => void }>;
}

/** Stands for "has none" among the values; no text that people type. */
const EMPTY = '\u0000empty';

export const FilterBar = memo(function FilterBar(props: FilterBarProps) {
  const { text, onText, query, onWhere, onClear, context, find } = props;
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(find, () => ({ focus: () => input.current?.focus() }), []);
  const others = partsOf(query.where).filter((part) => !isQuick(part));
  const filtered = text !== '' || query.where !== undefined;
  return (
    <search className={classes.root} aria-label={t(($) => $.leads.filters.label)}>
      <TextInput
        ref={input}
        className={classes.text}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        placeholder={t(($) => $.leads.find)}
        aria-label={t(($) => $.leads.find)}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={
          text !== '' && <CloseButton size="xs" aria-label={t(($) => $.records.clear)} onClick={() => onText('')} />
        }
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (text !== '') onText('');
          else event.currentTarget.blur();
        }}
      />
      <div className={classes.quick}>
        {QUICK_FIELDS.map((field) => (
          <QuickFilter key={field} field={field} query={query} onWhere={onWhere} context={context} />
        ))}
        {others.map((part) => {
          const words = filterWords(context, part);
          return (
            <span key={JSON.stringify(part)} className={classes.chip} data-on>
              <span className={classes.words}>{words}</span>
              <button
                type="button"
                className={classes.remove}
                aria-label={t(($) => $.leads.filters.clearOne, { name: words })}
                onClick={() => onWhere(withoutPart(query.where, part))}
              >
                <IconX size={12} aria-hidden />
              </button>
            </span>
          );
        })}
        {filtered && (
          <button type="button" className={classes.clear} onClick={onClear}>
            {t(($) => $.leads.filters.clear)}
          </button>
        )}
      </div>
    </search>
  );
});

const isQuick = (part: Filter): boolean => {
  const choice = choiceIn(part);
  return choice !== null && (QUICK_FIELDS as readonly string[]).includes(choice.field);
};

interface QuickFilterProps {
  readonly field: QuickField;
  readonly query: Query<'lead'>;
  readonly onWhere: (where: Filter | undefined) => void;
  readonly context: FieldContext;
}

function QuickFilter({ field, query, onWhere, context }: QuickFilterProps) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const members = useMembers();
  const { format, settings } = context;
  const chosen = choiceOf(query.where, field);
  const name = t(($) => $.leads.filters[field]);
  const isOn = chosen.values.length > 0 || chosen.empty;
  const labels = [
    ...chosen.values.map((value) => valueWords(context, field, value)),
    ...(chosen.empty ? [t(($) => $.leads.filters.none)] : []),
  ];

  const options = (): readonly Option[] | Promise<readonly Option[]> => {
    const facet = paced(facetOf(projection, query, field));
    return facet instanceof Promise ? facet.then(listed) : listed(facet);
  };
  const listed = ({ counts, empty }: Facet): readonly Option[] => {
    const known = new Map(counts);
    for (const value of chosen.values) if (listedAs([...known.keys()], value) === undefined) known.set(value, 0);
    const list = declaredField('lead', field)?.list;
    const order = list ? settings.lists[list].map((entry) => entry.key) : null;
    const compare = compareText(format.locale);
    const marks = new Map(field === 'owner' ? memberOptions(members).map(({ value, mark }) => [value, mark]) : []);
    const found = [...known].map(([value, count]): Option & { readonly count: number } => ({
      value,
      label: valueWords(context, field, value),
      hint: format.number(count),
      count,
      ...(marks.has(value) && { mark: marks.get(value) }),
      ...(field === 'status' && { mark: <Dot color={settings.entry('status', value)?.color} /> }),
    }));
    const place = (value: string): number => (order?.includes(value) ? order.indexOf(value) : 1000);
    found.sort((a, b) => place(a.value) - place(b.value) || b.count - a.count || compare(a.label, b.label));
    if (empty > 0 || chosen.empty) {
      found.push({ value: EMPTY, label: t(($) => $.leads.filters.none), hint: format.number(empty), count: empty });
    }
    return found;
  };

  const pick = (value: string): void => {
    const held = listedAs(chosen.values, value);
    const next =
      value === EMPTY
        ? { values: chosen.values, empty: !chosen.empty }
        : {
            values: held === undefined ? [...chosen.values, value] : chosen.values.filter((other) => other !== held),
            empty: chosen.empty,
          };
    onWhere(withChoice(query.where, field, next));
  };

  return (
    <span className={classes.chip} data-on={isOn || undefined}>
      <OptionPicker
        label={name}
        isLabelSeen
        options={options}
        chosen={[...chosen.values, ...(chosen.empty ? [EMPTY] : [])]}
        multiple
        onPick={pick}
        onClear={() => onWhere(withChoice(query.where, field, { values: [], empty: false }))}
        className={classes.open}
        width={270}
      >
        <span className={classes.name}>{name}</span>
        {isOn ? (
          <span className={classes.words}>
            {labels.length > 1
              ? t(($) => $.leads.filters.more, { first: labels[0] ?? '', count: labels.length - 1 })
              : labels[0]}
          </span>
        ) : (
          <IconChevronDown size={13} aria-hidden />
        )}
      </OptionPicker>
      {isOn && (
        <button
          type="button"
          className={classes.remove}
          aria-label={t(($) => $.leads.filters.clearOne, { name })}
          onClick={() => onWhere(withChoice(query.where, field, { values: [], empty: false }))}
        >
          <IconX size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}

export function Dot({ color = 'gray' }: { readonly color?: string | undefined }) {
  return <span className={classes.dot} style={{ background: `var(--tint-${color}-solid)` }} aria-hidden />;
}
