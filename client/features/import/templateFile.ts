/** An empty list to fill in, with the titles that the import recognises by itself, in the language spoken now. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Target } from '#schema/import/targets.ts';
import { exportRows, saveFile } from '../../data/exportFile.ts';
import { useTargetLabel } from './targetLabel.ts';

/** In the order in which a card is written down at a stand. */
export const TEMPLATE_TARGETS = [
  'firstName',
  'lastName',
  'company',
  'jobTitle',
  'phone',
  'email',
  'city',
  'country',
  'sector',
  'visitDate',
  'products',
  'description',
] as const satisfies readonly Target[];

export function useTemplateFile(): () => Promise<void> {
  const { t } = useTranslation();
  const label = useTargetLabel();
  return useCallback(async () => {
    const columns = TEMPLATE_TARGETS.map((target) => ({ title: label(target) }));
    saveFile(
      await exportRows(columns, [], 'xlsx'),
      t(($) => $.import.file.templateName),
    );
  }, [label, t]);
}
