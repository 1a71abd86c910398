/** The stages a deal can be moved to, as the menu of its card: the way beside dragging, for fingers, keys and narrow pages. */
import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '#schema/records/deal.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useLanguage } from '../../i18n/language.ts';
import type { FloatProps } from '../../ui/lateFloat.tsx';
import { LateMenu } from '../../ui/LateMenu.tsx';
import classes from './StageMenu.module.css';

interface StageMenuProps {
  readonly deal: Deal;
  readonly onMoveTo: (deal: Deal, stage: string) => void;
}

export function StageMenu({ target, deal, onMoveTo }: FloatProps & StageMenuProps) {
  const { t } = useTranslation();
  const settings = useSettings();
  const locale = useLanguage();
  return (
    <LateMenu target={target} position="bottom-end">
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
    </LateMenu>
  );
}
