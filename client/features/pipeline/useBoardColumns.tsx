/** The columns of the board. One whose stage stands still stays the same object: the board draws only the others anew. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '#schema/records/deal.ts';
import { now } from '../../data/environment.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useFormat } from '../../i18n/format.ts';
import type { BoardColumn } from '../../ui/boardTypes.ts';
import classes from './PipelinePage.module.css';
import { StageHead } from './StageHead.tsx';
import { type StageColumn, stageColumns } from './stageColumns.ts';

export interface BoardColumns {
  readonly stages: readonly StageColumn[];
  readonly columns: readonly BoardColumn<Deal>[];
}

/** `onCreate` must stay the same function; undefined where nobody may make a deal. */
export function useBoardColumns(deals: readonly Deal[], onCreate: ((stage: string) => void) | undefined): BoardColumns {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const stagesOf = useMemo(() => {
    let before: readonly StageColumn[] = [];
    return (all: readonly Deal[]) => (before = stageColumns(all, settings, { now: now(), whole }, before));
  }, [settings, whole]);
  const columnOf = useMemo(() => {
    const made = new WeakMap<StageColumn, BoardColumn<Deal>>();
    const make = (stage: StageColumn): BoardColumn<Deal> => {
      const { key, entry, older } = stage;
      const label = entry ? settings.label('stage', key, format.locale) : key || t(($) => $.pipeline.noStage);
      const closed = entry?.outcome !== undefined;
      const isWhole = whole.has(key);
      return {
        id: key,
        label,
        count: format.number(stage.deals.length),
        items: stage.deals,
        ordered: !closed,
        head: (
          <StageHead
            column={stage}
            label={label}
            whole={isWhole}
            onCreate={onCreate && entry && !closed ? () => onCreate(key) : undefined}
          />
        ),
        empty: closed && older > 0 ? t(($) => $.pipeline.nothingClosed) : undefined,
        foot: closed && (older > 0 || isWhole) && (
          <Button
            variant="subtle"
            color="gray"
            className={classes.older ?? ''}
            onClick={() => setWhole(toggled(whole, key))}
          >
            {isWhole ? t(($) => $.pipeline.fewer) : t(($) => $.pipeline.older, { count: older })}
          </Button>
        ),
      };
    };
    return (stage: StageColumn): BoardColumn<Deal> => {
      const column = made.get(stage) ?? make(stage);
      made.set(stage, column);
      return column;
    };
  }, [t, format, settings, whole, onCreate]);
  const stages = useMemo(() => stagesOf(deals), [stagesOf, deals]);
  const columns = useMemo(() => stages.map(columnOf), [stages, columnOf]);
  return { stages, columns };
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
