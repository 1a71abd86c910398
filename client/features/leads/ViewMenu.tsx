/** How the list looks: which columns in which order, and how it is sorted. On a phone only the order counts. */
import { ActionIcon } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { lateFloat } from '../../ui/lateFloat.tsx';
import type { Column } from './leadColumns.ts';

export interface ViewMenuProps {
  readonly columns: readonly Column[];
  readonly onColumns: (columns: readonly Column[]) => void;
  readonly sort: string | undefined;
  readonly onSort: (sort: string) => void;
  readonly withColumns: boolean;
}

const Options = lateFloat('dialog', async () => (await import('./ViewOptions.tsx')).ViewOptions);

export const ViewMenu = memo(function ViewMenu(props: ViewMenuProps) {
  const { t } = useTranslation();
  const label = t(($) => $.leads.view.label);
  return (
    <Options
      with={props}
      button={
        <ActionIcon aria-label={label} data-hint={label}>
          <IconAdjustmentsHorizontal size={17} />
        </ActionIcon>
      }
    />
  );
});
