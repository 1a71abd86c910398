/** Says that something just asked for could not be loaded (offline, or replaced by a newer version), and what to do. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { forgetPartMissing, usePartMissing } from '../ui/missingPart.ts';
import { Banner } from './Banner.tsx';

export function MissingPartBanner() {
  const { t } = useTranslation();
  if (!usePartMissing()) return null;
  return (
    <Banner
      tone="warning"
      icon={IconAlertTriangle}
      actions={
        <Button size="compact-sm" onClick={() => location.reload()}>
          {t(($) => $.ui.error.reload)}
        </Button>
      }
      close={{ label: t(($) => $.ui.close), run: forgetPartMissing }}
    >
      {t(($) => $.ui.chunk.title)}. {t(($) => $.ui.chunk.todo)}
    </Banner>
  );
}
