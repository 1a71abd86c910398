/** The stages a deal can be moved to, as items of a menu: the way beside dragging, for fingers, keys and narrow pages. */
import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '#schema/records/deal.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useLanguage } from '../../i18n/language.ts';
import classes from './StageMenuItems.module.css';

interface StageMenuItemsProps {
  readonly deal: Deal;
  readonly onMoveTo: (deal: Deal, stage: string) => void;
}

export function StageMenuItems({ deal, onMoveTo }: StageMenuItemsProps) {
  const { t } = useTranslation();
  const settings = useSettings();
  const locale = useLanguage();
  return (
    <>
      <Menu.Label>{t(($) => $.pipeline.moveTo)}</Menu.Label>
      {settings.lists.stage
        .filter((stage) => !stage.retired)
        .map((stage) => {
          const current = stage.key === deal.stage?.to;
          return (
            <Menu.Item
              key={stage.key}
              disabled={current}
              leftSection={
                <span className={classes.dot} style={{ background: `var(--tint-${stage.color ?? 'gray'}-solid)` }} />
              }
              rightSection={current ? <IconCheck size={14} aria-hidden /> : undefined}
              onClick={() => onMoveTo(deal, stage.key)}
            >
              {settings.label('stage', stage.key, locale)}
            </Menu.Item>
          );
        })}
    </>
  );
}
