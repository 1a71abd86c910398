/** The deals that the board shows: not in the bin, of the chosen owner, and matching the text, in themselves or their lead. */
import { useMemo } from 'react';
import { searchText } from '#schema/query.ts';
import type { Deal } from '#schema/records/deal.ts';
import { fold } from '#schema/text.ts';
import { isBinned } from '#schema/workspace.ts';
import { useVersion } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { NOBODY } from './pipelineAddress.ts';

interface BoardFilter {
  readonly text: string;
  readonly owner: string | undefined;
}

export interface BoardDeals {
  readonly deals: readonly Deal[];
  /** in the workspace, whatever the filter */
  readonly all: number;
}

/** Live; in no order. */
export function useBoardDeals({ text, owner }: BoardFilter): BoardDeals {
  const { projection } = useWorkspace();
  const words = fold(text).split(/\s+/).filter(Boolean);
  const key = words.join(' ');
  // leads are read only to look for the text
  const version = `${useVersion('deal')} ${useVersion('lead') * Math.sign(words.length)}`;
  return useMemo(() => {
    const wanted = key === '' ? [] : key.split(' ');
    const deals: Deal[] = [];
    let all = 0;
    for (const deal of version ? projection.all('deal') : []) {
      if (isBinned(deal)) continue;
      all += 1;
      if (owner !== undefined && (deal.owner ?? NOBODY) !== owner) continue;
      if (wanted.length > 0) {
        const lead = deal.lead === undefined ? undefined : projection.get('lead', deal.lead);
        const held = lead ? `${searchText(deal)} ${searchText(lead)}` : searchText(deal);
        if (!wanted.every((word) => held.includes(word))) continue;
      }
      deals.push(deal);
    }
    return { deals, all };
  }, [projection, key, owner, version]);
}
