/**
 * Writes a judged list into the workspace: new leads (and the fair they came from), and what existing leads lacked.
 * Ids are chosen with the plan, so a chunk that runs twice writes once. Every made record keeps its batch and raw hash.
 */
import { command, type Tx } from '../command.ts';
import type { ChangesOf } from '../records/index.ts';
import type { SetChange } from '../records/declare.ts';
import { isBinned } from '../workspace.ts';
import { leadDefaults } from './leads.ts';

export type ImportItem =
  | { readonly op: 'campaign'; readonly id: string; readonly values: ChangesOf<'campaign'> }
  | { readonly op: 'create'; readonly id: string; readonly values: ChangesOf<'lead'> }
  /** fills what is empty and joins sets; never overwrites */
  | { readonly op: 'fill'; readonly id: string; readonly values: ChangesOf<'lead'> };

export interface ImportRows {
  readonly items: readonly ImportItem[];
  /** what the feed calls it: the fair, else the file */
  readonly title: string;
}
export interface ImportResult {
  readonly created: number;
  readonly filled: number;
}

export const importRows = command(
  'importRows',
  'importRecords',
  (tx: Tx, { items, title }: ImportRows): ImportResult => {
    const batch = tx.chunk ? { batch: tx.chunk.batch } : {};
    let created = 0;
    let filled = 0;
    for (const item of items) {
      if (item.op === 'campaign') tx.create('campaign', { owner: tx.env.actor.id, ...item.values, ...batch }, item.id);
      else if (item.op === 'create') {
        tx.create('lead', { ...leadDefaults(tx), ...item.values, ...batch }, item.id);
        created += 1;
      } else if (fill(tx, item.id, item.values)) filled += 1;
    }
    tx.event({ kind: 'imported', type: 'lead', title });
    return { created, filled };
  },
);

function fill(tx: Tx, id: string, values: ChangesOf<'lead'>): boolean {
  const record = tx.get('lead', id);
  if (!record || isBinned(record)) return false;
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const present: unknown = record[key as keyof typeof record];
    if (Array.isArray(present)) changes[key] = { add: value as readonly string[] } satisfies SetChange;
    else if (present === undefined || (key === 'source' && record.source?.key === 'unknown')) changes[key] = value;
  }
  return tx.patch('lead', id, changes);
}
