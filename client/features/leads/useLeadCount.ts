/** How many leads the workspace has, without those in the bin. */
import { useMemo } from 'react';
import { useVersion } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';

export function useLeadCount(): number {
  const { projection } = useWorkspace();
  const version = useVersion('lead');
  return useMemo(
    // the version stands for the leads that are counted
    () => (version < 0 ? 0 : projection.size('lead') - projection.find('lead', 'bin', 'bin').length),
    [projection, version],
  );
}
