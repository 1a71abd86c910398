/** The leads that an address asks for, in its order, live: a change moves one row, not the list. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Query, SortLabel } from '#schema/query.ts';
import { recentLists } from '#schema/recentLists.ts';
import type { Lead } from '#schema/records/lead.ts';
import { sortLabel } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import type { FieldContext } from '../../records/fieldText.ts';
import { type LeadListAddress, sortsOf } from './listAddress.ts';

/** The address as a question to the records. */
export const leadQuery = ({ q, where, sort }: LeadListAddress): Query<'lead'> => ({
  type: 'lead',
  sort: sortsOf(sort),
  ...(q !== undefined && { text: q }),
  ...(where && { where }),
});

export function useLeadRows(query: Query<'lead'>, context: FieldContext): readonly Lead[] {
  const { projection } = useWorkspace();
  const key = JSON.stringify(query);
  const { settings, format } = context;
  const { locale } = format;
  // names matter only where the list is sorted by them: a renamed campaign must not sort all others anew
  const byName = query.sort?.some(({ field }) => field === 'owner' || field === 'campaign') ? context : null;
  const listOf = useMemo(() => {
    const byList = sortLabel('lead', settings, locale);
    const label: SortLabel = (field, value) => {
      if (byName && field === 'owner') return byName.nameOf(value);
      return byName && field === 'campaign' ? byName.titleOfRef('campaign', value) : byList(field, value);
    };
    return recentLists<'lead'>(projection, locale, label);
  }, [projection, locale, settings, byName]);
  const list = useMemo(() => {
    const live = listOf(JSON.parse(key) as Query<'lead'>);
    return { rows: () => live.rows(), subscribe: (listener: () => void) => live.subscribe(listener) };
  }, [listOf, key]);
  return useSyncExternalStore(list.subscribe, list.rows);
}
