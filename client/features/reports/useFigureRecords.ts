/** The records behind a figure, live, the latest changed first; asked in slices where they are many. */
import { useMemo, useSyncExternalStore } from 'react';
import { liveList } from '#schema/query.ts';
import type { RecordTypes } from '#schema/records/index.ts';
import { pacing } from '../../data/pause.ts';
import { sortLabel, useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useLanguage } from '../../i18n/language.ts';
import type { OpenFigure } from './FigureList.tsx';

export type FigureRecord = RecordTypes[OpenFigure['type']];

/** Undefined until they are found; those of before while others are looked for. */
export function useFigureRecords({ type, where }: OpenFigure): readonly FigureRecord[] | undefined {
  const { projection } = useWorkspace();
  const settings = useSettings();
  const locale = useLanguage();
  const list = useMemo(() => {
    const query = { type, where, sort: [{ field: 'updated', descending: true }] };
    const live = liveList(projection, query, locale, { label: sortLabel(type, settings, locale), pace: pacing });
    return { subscribe: live.subscribe, rows: () => live.soon() ?? live.last() };
  }, [projection, type, where, settings, locale]);
  return useSyncExternalStore(list.subscribe, list.rows);
}
