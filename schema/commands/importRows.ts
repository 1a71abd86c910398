/**
 * Writes a judged list into the workspace: new leads (and the fair they came from), and what existing leads lacked.
 * Ids are chosen with the plan, so a chunk that runs twice writes once. Every made record keeps its batch and raw hash.
 */
import { command, type Tx } from '../command.ts';
import type { ChangesOf, RecordTypes } from '../records/index.ts';
import type { SetChange } from '../records/declare.ts';
import { fieldOf, isBinned } from '../workspace.ts';
import { joinLines } from '../import/merge.ts';
import { leadDefaults } from './leads.ts';

export type ImportItem =
  | { readonly op: 'campaign'; readonly id: string; readonly values: ChangesOf<'campaign'> }
  | { readonly op: 'create'; readonly id: string; readonly values: ChangesOf<'lead'> }
  /** fills what is empty, joins sets, puts lines below the description that it does not hold yet; never overwrites */
  | FillItem;

interface FillItem {
  readonly op: 'fill';
  readonly id: string;
  readonly values: ChangesOf<'lead'>;
  readonly lines?: readonly string[];
}

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
    const filledIn = new Map<string, Set<string>>();
    let created = 0;
    let filled = 0;
    for (const item of items) {
      if (item.op === 'campaign') tx.create('campaign', { owner: tx.env.actor.id, ...item.values, ...batch }, item.id);
      else if (item.op === 'create') {
        tx.create('lead', { ...leadDefaults(tx), ...item.values, ...batch }, item.id);
        created += 1;
      } else if (fill(tx, item, filledIn)) filled += 1;
    }
    tx.event({ kind: 'imported', type: 'lead', title });
    return { created, filled };
  },
);

/** `filledIn`: what earlier rows of the same list put into a lead; the first row that has a value gives it. */
function fill(tx: Tx, { id, values, lines = [] }: FillItem, filledIn: Map<string, Set<string>>): boolean {
  const record = tx.get('lead', id);
  if (!record || isBinned(record)) return false;
  const earlier = filledIn.get(id) ?? new Set();
  filledIn.set(id, earlier);
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const declared = fieldOf('lead', key);
    if (value === null || value === undefined || declared?.guarded) continue;
    if (declared?.kind === 'set') {
      const labels: SetChange = value as SetChange;
      changes[key] = 'add' in labels ? { add: labels.add } : { add: labels };
    } else if (!earlier.has(key) && (record[key as keyof typeof record] === undefined || isUnknown(record, key))) {
      changes[key] = value;
      earlier.add(key);
    }
  }
  const text = typeof changes['description'] === 'string' ? changes['description'] : record.description;
  const description = joinLines(text, lines);
  if (description !== (text ?? '')) changes['description'] = description;
  return tx.patch('lead', id, changes);
}

const isUnknown = (record: RecordTypes['lead'], key: string): boolean =>
  key === 'source' && record.source?.key === 'unknown';
