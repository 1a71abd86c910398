/** How components read: a record, a live list, what belongs to a record, the settings. Each re-renders only when its answer changes. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { IndexName } from '#schema/indexes.ts';
import { liveList, type Query, type SortLabel } from '#schema/query.ts';
import { RECORDS, type RecordType, type RecordTypes } from '#schema/records/index.ts';
import type { Field } from '#schema/fields.ts';
import type { Settings } from '#schema/settings.ts';
import { useLanguage } from '../i18n/language.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

/** One record, binned ones too; undefined where there is none. */
export function useRecord<T extends RecordType>(type: T, id: string | undefined): RecordTypes[T] | undefined {
  const { projection } = useWorkspace();
  const subscribe = useCallback(
    (listener: () => void) =>
      projection.subscribe((changes) => {
        if (changes.records[type].some((change) => change.id === id)) listener();
      }),
    [projection, type, id],
  );
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : projection.get(type, id)));
}

/** The records that answer a query, in order, live. The query may be written inline: it is compared by value. */
export function useQuery<T extends RecordType>(query: Query<T>): readonly RecordTypes[T][] {
  const { projection } = useWorkspace();
  const settings = useSettings();
  const locale = useLanguage();
  const key = JSON.stringify(query);
  const list = useMemo(
    // the key stands for the query
    () => liveList(projection, JSON.parse(key) as Query<T>, locale, { label: sortLabel(query.type, settings, locale) }),
    [projection, key, locale, settings, query.type],
  );
  return useSyncExternalStore(list.subscribe, list.rows);
}

/** Labels by which choice-like fields are sorted. */
export const sortLabel = (type: RecordType, settings: Settings, locale: 'tr' | 'en'): SortLabel => {
  const fields: Readonly<Record<string, Field>> = RECORDS[type].fields;
  return (name, key) => {
    const list = fields[name]?.list;
    return list ? settings.label(list, key, locale) : key;
  };
};

/** Records that an index files under a key, such as the notes of a lead; in order of their making. */
export function useFound<T extends RecordType>(type: T, index: IndexName, key: string): readonly RecordTypes[T][] {
  const { projection } = useWorkspace();
  const store = useMemo(() => {
    let version = -1;
    let found: readonly RecordTypes[T][] = [];
    return () => {
      if (version === projection.version(type)) return found;
      version = projection.version(type);
      const next = projection
        .find(type, index, key)
        .toSorted((a, b) => a.created.at - b.created.at || (a.id < b.id ? -1 : 1));
      const same = next.length === found.length && next.every((record, at) => record === found[at]);
      if (!same) found = next;
      return found;
    };
  }, [projection, type, index, key]);
  return useSyncExternalStore(projection.subscribe, store);
}

/** Rises whenever a record of one of these types changed: for figures that are computed from many records. */
export function useVersion(...types: readonly RecordType[]): number {
  const { projection } = useWorkspace();
  return useSyncExternalStore(projection.subscribe, () =>
    types.reduce((sum, type) => sum + projection.version(type), 0),
  );
}

/** The workspace's lists: statuses, stages, sources … */
export function useSettings(): Settings {
  const workspace = useWorkspace();
  return useSyncExternalStore(workspace.onSettings, workspace.settings);
}
