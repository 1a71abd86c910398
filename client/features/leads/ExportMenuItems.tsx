/** The kinds of file to choose from, and making the chosen one. */
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Lead } from '#schema/records/lead.ts';
import { today } from '../../data/environment.ts';
import { type ExportCell, type ExportColumn, type ExportFormat, saveFile } from '../../data/exportFile.ts';
import { exportList } from '../../data/exportList.ts';
import { fieldLabel } from '../../records/fieldLabel.ts';
import { declaredField, type FieldContext, fieldText } from '../../records/fieldText.ts';
import type { FloatProps } from '../../ui/lateFloat.tsx';
import { LateMenu } from '../../ui/LateMenu.tsx';
import { notify } from '../../ui/notify.tsx';
import type { Exported } from './ExportMenu.tsx';
import { type Column, TITLE_COLUMN } from './leadColumns.ts';

export function ExportMenuItems({ target, rows, columns, context }: FloatProps & Exported) {
  const { t } = useTranslation();
  const download = async (format: ExportFormat): Promise<void> => {
    const leads = rows();
    const { titles, cells } = exportOf(columns, context);
    try {
      const file = await exportList(titles, leads, cells, format);
      saveFile(file, `${t(($) => $.leads.export.file)}-${today()}.${format}`);
      notify.done(t(($) => $.leads.export.done, { count: leads.length }));
    } catch {
      // the part that writes workbooks could not be loaded, or the browser refused so large a file
      notify.refused(t(($) => $.leads.export.failed));
    }
  };
  return (
    <LateMenu target={target} position="bottom-end">
      <Menu.Item onClick={() => void download('xlsx')}>{t(($) => $.leads.export.xlsx)}</Menu.Item>
      <Menu.Item onClick={() => void download('csv')}>{t(($) => $.leads.export.csv)}</Menu.Item>
    </LateMenu>
  );
}

/** The file's columns, and the cells of a lead: the name as first and last name, so that it can be imported again. */
function exportOf(columns: readonly Column[], context: FieldContext) {
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
  const cells = (lead: Lead): readonly ExportCell[] => names.map((name) => cellOf(lead, name, context));
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
