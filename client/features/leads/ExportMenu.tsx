/** The leads shown now (or those selected) as a file that Excel opens, columns as they stand. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lead } from '#schema/records/lead.ts';
import { today } from '../../data/environment.ts';
import { type ExportCell, type ExportColumn, type ExportFormat, exportRows, saveFile } from '../../data/exportFile.ts';
import { fieldLabel } from '../../records/fieldLabel.ts';
import { declaredField, type FieldContext, fieldText } from '../../records/fieldText.ts';
import { notify } from '../../ui/notify.tsx';
import { type Column, TITLE_COLUMN } from './leadColumns.ts';

interface ExportMenuProps {
  readonly rows: () => readonly Lead[];
  readonly columns: readonly Column[];
  readonly context: FieldContext;
  /** the button; an icon where there is none */
  readonly children?: ReactNode;
}

export function ExportMenu({ rows, columns, context, children }: ExportMenuProps) {
  const { t } = useTranslation();
  const download = async (format: ExportFormat): Promise<void> => {
    const leads = rows();
    const { titles, cells } = exportOf(leads, columns, context);
    try {
      const file = await exportRows(titles, cells, format);
      saveFile(file, `${t(($) => $.leads.export.file)}-${today()}.${format}`);
      notify.done(t(($) => $.leads.export.done, { count: leads.length }));
    } catch {
      // the part that writes workbooks could not be loaded, or the browser refused so large a file
      notify.refused(t(($) => $.leads.export.failed));
    }
  };
  const label = t(($) => $.leads.export.label);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {children ?? (
          <Tooltip label={label}>
            <ActionIcon aria-label={label}>
              <IconDownload size={17} />
            </ActionIcon>
          </Tooltip>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void download('xlsx')}>{t(($) => $.leads.export.xlsx)}</Menu.Item>
        <Menu.Item onClick={() => void download('csv')}>{t(($) => $.leads.export.csv)}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The file's columns and cells: the name as first and last name, so that it can be imported again. */
function exportOf(leads: readonly Lead[], columns: readonly Column[], context: FieldContext) {
  const names = ['firstName', 'lastName', ...columns.map(({ name }) => name).filter((name) => name !== TITLE_COLUMN)];
  const titles = names.map((name): ExportColumn => {
    const kind = declaredField('lead', name)?.kind;
    const title = fieldLabel(context.t, 'lead', name);
    return kind === 'day' || name === 'created' || name === 'updated'
      ? { title, kind: 'day' }
      : kind === 'number'
        ? { title, kind: 'number' }
        : { title };
  });
  const cells = leads.map((lead) => names.map((name) => cellOf(lead, name, context)));
  return { titles, cells };
}

function cellOf(lead: Lead, name: string, context: FieldContext): ExportCell {
  if (name === 'created') return lead.created.at > 0 ? today(lead.created.at) : null;
  if (name === 'updated') return today(lead.updated?.at ?? lead.created.at);
  const kind = declaredField('lead', name)?.kind;
  const value: unknown = lead[name as keyof Lead];
  // what other programs read again stays as it is kept; words are for what has labels
  if ((kind === 'phone' || kind === 'day' || kind === 'longText') && typeof value === 'string') return value;
  if (kind === 'number' && typeof value === 'number') return value;
  return fieldText(context, lead, name) || null;
}
