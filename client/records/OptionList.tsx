/** The list of a picker: opens at its button, keeps what is searched for, and answers what was picked. */
import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '#schema/text.ts';
import type { FloatProps } from '../ui/lateFloat.tsx';
import { StandIn } from '../ui/StandIn.tsx';
import type { Choosing, Option } from './OptionPicker.tsx';
import classes from './OptionPicker.module.css';

const SHOWN = 100;
/** From this many options on there is a field to search in. */
const SEARCHED = 11;
const CREATE = '\u0000create';
const CLEAR = '\u0000clear';

export function OptionList(props: FloatProps & Choosing) {
  const { target, label, options, chosen, multiple = false, onPick, onCreate, onClear, onOpenChange } = props;
  const [search, setSearch] = useState('');
  const [listed, setListed] = useState<readonly Option[] | null>(null);
  /** the options that are waited for */
  const asked = useRef<unknown>(null);
  const combobox = useCombobox({
    onDropdownOpen: () => {
      const found = options();
      asked.current = found;
      if (found instanceof Promise) found.then((list) => asked.current === found && show(list), reportError);
      else show(found);
      onOpenChange?.(true);
    },
    onDropdownClose: () => {
      asked.current = null;
      combobox.resetSelectedOption();
      setSearch('');
      setListed(null);
      onOpenChange?.(false);
    },
  });

  const show = (list: readonly Option[]): void => {
    setListed(list);
    // after the list is there
    queueMicrotask(() => combobox.focusSearchInput());
  };

  const open = useRef(combobox.openDropdown);
  useEffect(() => open.current(), []);

  const submit = (value: string): void => {
    if (value === CREATE) onCreate?.(search.trim());
    else if (value === CLEAR) onClear?.();
    else onPick(value);
    setSearch('');
    if (multiple && value !== CLEAR) return;
    combobox.closeDropdown();
    combobox.focusTarget();
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={submit}
      width={props.width ?? 240}
      position="bottom-start"
      offset={4}
      shadow="none"
    >
      <Combobox.Target targetType="button" withExpandedAttribute={false}>
        <StandIn
          target={target}
          data-open={combobox.dropdownOpened || undefined}
          onClick={() => combobox.toggleDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown}>
        {props.header && <div className={classes.header}>{props.header}</div>}
        {listed && (
          <PickerList
            label={label}
            listed={listed}
            chosen={chosen}
            multiple={multiple}
            search={search}
            onSearch={(next) => {
              setSearch(next);
              combobox.updateSelectedOptionIndex();
            }}
            onClose={() => {
              combobox.closeDropdown();
              combobox.focusTarget();
            }}
            creates={onCreate !== undefined}
            clears={onClear !== undefined && chosen.length > 0}
          />
        )}
        {props.footer && <div className={classes.footer}>{props.footer}</div>}
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface PickerListProps {
  readonly label: string;
  readonly listed: readonly Option[];
  readonly chosen: readonly string[];
  readonly multiple: boolean;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onClose: () => void;
  readonly creates: boolean;
  readonly clears: boolean;
}

function PickerList({ label, listed, chosen, multiple, search, onSearch, onClose, creates, clears }: PickerListProps) {
  const { t } = useTranslation();
  const searched = creates || listed.length >= SEARCHED;
  const wanted = fold(search.trim());
  const found = useMemo(
    () => (wanted === '' ? listed : listed.filter(({ label, folded }) => (folded ?? fold(label)).includes(wanted))),
    [listed, wanted],
  );
  const isNew = creates && wanted !== '' && !listed.some((option) => fold(option.label) === wanted);
  return (
    <>
      {searched && (
        <Combobox.Search
          className={classes.search}
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
          placeholder={creates ? t(($) => $.records.searchOrAdd) : t(($) => $.records.search)}
          aria-label={creates ? t(($) => $.records.searchOrAdd) : t(($) => $.records.search)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            onClose();
          }}
        />
      )}
      <Combobox.Options className={classes.options} aria-label={label}>
        {found.slice(0, SHOWN).map((option) => (
          <Combobox.Option
            key={option.value}
            value={option.value}
            active={chosen.includes(option.value)}
            className={classes.option}
          >
            {multiple && (
              <span className={classes.box} data-checked={chosen.includes(option.value) || undefined} aria-hidden>
                {chosen.includes(option.value) && <IconCheck size={11} stroke={3} />}
              </span>
            )}
            {option.mark}
            <span className={classes.label}>{option.label}</span>
            {option.hint !== undefined && <span className={classes.hint}>{option.hint}</span>}
            {!multiple && chosen.includes(option.value) && <IconCheck size={14} aria-hidden />}
          </Combobox.Option>
        ))}
        {isNew && (
          <Combobox.Option value={CREATE} className={classes.option}>
            <IconPlus size={14} aria-hidden />
            <span className={classes.label}>{t(($) => $.records.create, { text: search.trim() })}</span>
          </Combobox.Option>
        )}
        {clears && wanted === '' && (
          <Combobox.Option value={CLEAR} className={classes.option} data-quiet>
            {t(($) => $.records.clear)}
          </Combobox.Option>
        )}
        {found.length === 0 && !isNew && <Combobox.Empty>{t(($) => $.records.nothing)}</Combobox.Empty>}
        {found.length > SHOWN && (
          <Combobox.Empty>{t(($) => $.records.tooMany, { count: found.length - SHOWN })}</Combobox.Empty>
        )}
      </Combobox.Options>
    </>
  );
}
