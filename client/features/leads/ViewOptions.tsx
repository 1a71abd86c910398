/** The choices of how the list looks: its order, and on a wide screen its columns. */
import { ActionIcon, Button, Checkbox, Select } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../records/fieldLabel.ts';
import type { FloatProps } from '../../ui/lateFloat.tsx';
import { LatePopover } from '../../ui/LatePopover.tsx';
import { DEFAULT_COLUMNS, LEAD_COLUMNS, moveColumn, TITLE_COLUMN, toggleColumn } from './leadColumns.ts';
import { sortsOf } from './listAddress.ts';
import type { ViewMenuProps } from './ViewMenu.tsx';
import classes from './ViewMenu.module.css';

export function ViewOptions({ target, columns, onColumns, sort, onSort, withColumns }: FloatProps & ViewMenuProps) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const [order] = sortsOf(sort);
  const field = order?.field ?? 'created';
  const descending = order?.descending ?? false;
  const hidden = LEAD_COLUMNS.filter((name) => !columns.some((column) => column.name === name));
  return (
    <LatePopover target={target} position="bottom-end" trapFocus returnFocus width={280} className={classes.root}>
      <h3 className={classes.head}>{t(($) => $.leads.view.sort)}</h3>
      <div className={classes.sort}>
        <Select
          className={classes.field}
          aria-label={t(($) => $.leads.view.sort)}
          data={LEAD_COLUMNS.map((name) => ({ value: name, label: label('lead', name) }))}
          value={field}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(name) => name !== null && onSort(descending ? `-${name}` : name)}
        />
        <ActionIcon
          variant="default"
          aria-label={descending ? t(($) => $.leads.view.descending) : t(($) => $.leads.view.ascending)}
          onClick={() => onSort(descending ? field : `-${field}`)}
        >
          {descending ? <IconSortDescending size={16} /> : <IconSortAscending size={16} />}
        </ActionIcon>
      </div>
      {withColumns && (
        <>
          <h3 className={classes.head}>{t(($) => $.leads.view.columns)}</h3>
          <ul className={classes.columns}>
            {[...columns.map((column) => column.name), ...hidden].map((name) => (
              <li key={name} className={classes.column}>
                <Checkbox
                  className={classes.field}
                  label={label('lead', name)}
                  checked={!hidden.includes(name)}
                  disabled={name === TITLE_COLUMN}
                  onChange={() => onColumns(toggleColumn(columns, name))}
                />
                {name !== TITLE_COLUMN && !hidden.includes(name) && (
                  <>
                    <ActionIcon
                      size={22}
                      aria-label={t(($) => $.leads.view.up, { name: label('lead', name) })}
                      onClick={() => onColumns(moveColumn(columns, name, -1))}
                    >
                      <IconChevronUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size={22}
                      aria-label={t(($) => $.leads.view.down, { name: label('lead', name) })}
                      onClick={() => onColumns(moveColumn(columns, name, 1))}
                    >
                      <IconChevronDown size={14} />
                    </ActionIcon>
                  </>
                )}
              </li>
            ))}
          </ul>
          <Button variant="subtle" color="gray" fullWidth onClick={() => onColumns(DEFAULT_COLUMNS)}>
            {t(($) => $.leads.view.reset)}
          </Button>
        </>
      )}
    </LatePopover>
  );
}
