/** What the fields are called into which a column may go. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Target } from '#schema/import/targets.ts';
import { useFieldLabel } from '../../records/fieldLabel.ts';

export function useTargetLabel(): (target: Target) => string {
  const { t } = useTranslation();
  const fieldLabel = useFieldLabel();
  return useCallback(
    (target) => (target === 'fullName' ? t(($) => $.import.columns.fullName) : fieldLabel('lead', target)),
    [t, fieldLabel],
  );
}
