/** The leads shown now (or those selected) as a file that Excel opens, columns as they stand. */
import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { memo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lead } from '#schema/records/lead.ts';
import type { FieldContext } from '../../records/fieldText.ts';
import { lateFloat } from '../../ui/lateFloat.tsx';
import type { Column } from './leadColumns.ts';

export interface Exported {
  readonly rows: () => readonly Lead[];
  readonly columns: readonly Column[];
  readonly context: FieldContext;
}

interface ExportMenuProps extends Exported {
  /** the button; an icon where there is none */
  readonly children?: ReactElement<Record<string, unknown>>;
}

const Items = lateFloat('menu', async () => (await import('./ExportMenuItems.tsx')).ExportMenuItems);

export const ExportMenu = memo(function ExportMenu({ children, ...exported }: ExportMenuProps) {
  const { t } = useTranslation();
  const label = t(($) => $.leads.export.label);
  return (
    <Items
      with={exported}
      button={
        children ?? (
          <ActionIcon aria-label={label} data-hint={label}>
            <IconDownload size={17} />
          </ActionIcon>
        )
      }
    />
  );
});
