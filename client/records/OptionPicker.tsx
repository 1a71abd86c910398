/**
 * A button that opens a list to choose from: one or several, searched when it is long, with new ones where allowed.
 * The options are asked for when it opens, so a closed picker costs nothing. Knows no records.
 */
import { Combobox, useCombobox, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '#schema/text.ts';
import classes from './OptionPicker.module.css';

export interface Option {
  readonly value: string;
  readonly label: string;
  /** stands before the label: a dot, an avatar */
  readonly mark?: ReactNode;
  /** stands at the end, dimmed: a count, already formatted */
  readonly hint?: string;
}

interface OptionPickerProps {
  /** what is chosen here; read out before what the button shows */
  readonly label: string;
  /** the button shows the label itself */
  readonly isLabelSeen?: boolean;
  readonly options: () => readonly Option[];
  readonly chosen: readonly string[];
  /** stays open, and picking what is chosen takes it away */
  readonly multiple?: boolean;
  readonly onPick: (value: string) => void;
  /** allows values that are not listed */
  readonly onCreate?: ((text: string) => void) | undefined;
  readonly onClear?: (() => void) | undefined;
  readonly onOpenChange?: (open: boolean) => void;
  readonly readOnly?: boolean;
  readonly className?: string | undefined;
  /** the content of the button */
  readonly children: ReactNode;
  /** above the options: the question that they answer */
  readonly header?: ReactNode;
  /** below the options */
  readonly footer?: ReactNode;
  /** follows on something that was just picked */
  readonly startsOpen?: boolean;
  readonly width?: number;
  readonly onFocus?: () => void;
  readonly onBlur?: () => void;
}

const SHOWN = 100;
/** From this many options on there is a field to search in. */
const SEARCHED = 11;
const CREATE = '\u0000create';
const CLEAR = '\u0000clear';

export function OptionPicker(props: OptionPickerProps) {
  const { label, options, chosen, multiple = false, onPick, onCreate, onClear, onOpenChange, children } = props;
  const [search, setSearch] = useState('');
  const [listed, setListed] = useState<readonly Option[] | null>(null);
  const combobox = useCombobox({
    onDropdownOpen: () => {
      setListed(options());
      onOpenChange?.(true);
      // after the list is there
      queueMicrotask(() => combobox.focusSearchInput());
    },
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
      setListed(null);
      onOpenChange?.(false);
    },
  });

  const { startsOpen = false, isLabelSeen = false } = props;
  const open = useRef(combobox.openDropdown);
  useEffect(() => {
    if (startsOpen) open.current();
  }, [startsOpen]);

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
      readOnly={props.readOnly ?? false}
    >
      <Combobox.Target targetType="button" withExpandedAttribute={false}>
        <button
          type="button"
          className={props.className}
          disabled={props.readOnly}
          data-open={combobox.dropdownOpened || undefined}
          onClick={() => combobox.toggleDropdown()}
          onFocus={props.onFocus}
          onBlur={props.onBlur}
        >
          {!isLabelSeen && <VisuallyHidden>{label}: </VisuallyHidden>}
          {children}
        </button>
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
    () => (wanted === '' ? listed : listed.filter((option) => fold(option.label).includes(wanted))),
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
