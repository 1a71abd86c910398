/** The pages of a record's field history that were fetched so far, fetched again when the record changes. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { HistoryEntry } from '#schema/history.ts';
import type { AnyRecord } from '#schema/records/index.ts';
import type { ApiRefusal } from '../../data/api.ts';
import { readHistory } from '../../data/history.ts';
import { useSyncState } from '../../data/useSyncState.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { merged } from './fieldHistory.ts';

export interface FieldHistory {
  /** null until the first page came */
  readonly entries: readonly HistoryEntry[] | null;
  readonly hasMore: boolean;
  readonly busy: boolean;
  /** why the last page did not come */
  readonly problem: ApiRefusal | null;
  reload(): void;
  more(): void;
}

export function useFieldHistory(record: AnyRecord): FieldHistory {
  const { id: workspace } = useWorkspace();
  const { status } = useSyncState();
  const { type, id } = record;
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [oldest, setOldest] = useState<number | undefined>(undefined);
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<ApiRefusal | null>(null);
  const asked = useRef(0);

  const fetchPage = useCallback(
    async (before?: number) => {
      asked.current += 1;
      const turn = asked.current;
      setBusy(true);
      const result = await readHistory(workspace, type, id, before);
      if (turn !== asked.current) return;
      setBusy(false);
      setProblem(result.ok ? null : result.refusal);
      if (!result.ok) return;
      const { entries: some, next } = result.value;
      setEntries((known) => merged(known ?? [], some));
      // a newer first page leaves the older ones as far as they were fetched
      setOldest((known) => (before === undefined && known !== undefined ? known : next));
    },
    [workspace, type, id],
  );

  // at first, and after each change of the record once the server has it
  const isSaved = status === 'savedOnServer' || status === 'readOnly';
  useEffect(() => {
    if (isSaved || asked.current === 0) void fetchPage();
  }, [fetchPage, isSaved, record]);

  return {
    entries,
    hasMore: oldest !== undefined,
    busy,
    problem,
    reload: () => void fetchPage(),
    more: () => void fetchPage(oldest),
  };
}
