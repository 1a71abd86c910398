/** Everything in the bin, the newest first. */
import { useMemo } from 'react';
import { RECORD_TYPES, type AnyRecord } from '#schema/records/index.ts';
import { useVersion } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';

export function useBinned(): readonly AnyRecord[] {
  const { projection } = useWorkspace();
  const version = useVersion(...RECORD_TYPES);
  return useMemo(() => {
    const found: AnyRecord[] =
      version < 0 ? [] : RECORD_TYPES.flatMap((type): AnyRecord[] => [...projection.find(type, 'bin', 'bin')]);
    return found.sort((a, b) => (b.bin?.at ?? 0) - (a.bin?.at ?? 0) || (a.id < b.id ? -1 : 1));
  }, [projection, version]);
}
