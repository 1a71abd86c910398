/** Commands on leads: create, move through the statuses. */
import { command, refuse, type Tx } from '../command.ts';
import type { ChangesOf } from '../records/index.ts';
import { leadTitle } from '../records/lead.ts';
import { isBinned } from '../workspace.ts';
import type { BulkResult } from './records.ts';

/** Makes a lead, owned by who makes it, with status `new`, source `unknown` and today's date where none is given. */
export const createLead = command('createLead', 'editRecords', (tx: Tx, values: ChangesOf<'lead'>) => {
  const title = leadTitle({
    ...(values.firstName && { firstName: values.firstName }),
    ...(values.lastName && { lastName: values.lastName }),
    ...(values.company && { company: values.company }),
  });
  if (title === '') return refuse('empty');
  const id = tx.create('lead', { ...leadDefaults(tx), ...values });
  tx.event({ kind: 'created', type: 'lead', record: id, title });
  return id;
});

/** What a lead starts with; an import starts its leads the same way. */
export const leadDefaults = (tx: Tx): ChangesOf<'lead'> => ({
  status: { to: 'new', at: tx.env.now(), by: tx.env.actor.id },
  source: { key: 'unknown' },
  owner: tx.env.actor.id,
  date: tx.env.today(),
});

export interface MoveStatus {
  readonly ids: readonly string[];
  readonly to: string;
  readonly reason?: string;
}

/** Moves leads to another status; each keeps since when and by whom. */
export const moveStatus = command('moveStatus', 'editRecords', (tx: Tx, { ids, to, reason }: MoveStatus) => {
  const moved = [...new Set(ids)].flatMap((id) => {
    const record = tx.get('lead', id);
    return record && !isBinned(record) && record.status?.to !== to ? [record] : [];
  });
  const status = { to, at: tx.env.now(), by: tx.env.actor.id, ...(reason && { reason }) };
  for (const record of moved) tx.patch('lead', record.id, { status });
  const [first] = moved;
  if (first && moved.length === 1 && !tx.chunk) {
    const from = first.status?.to;
    tx.event({
      kind: 'statusMoved',
      type: 'lead',
      record: first.id,
      title: leadTitle(first),
      ...(from && { from }),
      to,
    });
  } else if (first || tx.chunk) tx.event({ kind: 'statusMoved', type: 'lead', count: moved.length, to });
  return { changed: moved.length, refused: 0 } satisfies BulkResult;
});
