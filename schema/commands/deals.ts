/** Commands on deals: create (also from a lead), move along the pipeline, close with a reason. */
import { command, refuse, type Tx } from '../command.ts';
import type { Move } from '../fields.ts';
import { compareOrder, placeAt, type Placed } from '../order.ts';
import type { ChangesOf } from '../records/index.ts';
import { isBinned, isId, tableOf } from '../workspace.ts';

export interface CreateDeal {
  readonly values: ChangesOf<'deal'>;
  readonly stage: string;
}

/** Makes a deal on top of a stage, owned by who makes it. */
export const createDeal = command('createDeal', 'editRecords', (tx: Tx, { values, stage }: CreateDeal) => {
  const title = values.title?.trim();
  if (!title) return refuse('empty');
  if (values.lead && !tx.get('lead', values.lead)) return refuse('not-found');
  const { env } = tx;
  const id = env.newId();
  const order = place(tx, id, stage, {});
  tx.create(
    'deal',
    { owner: env.actor.id, ...values, title, stage: { to: stage, at: env.now(), by: env.actor.id }, order },
    id,
  );
  const subject = values.lead ? { subject: { type: 'lead' as const, id: values.lead } } : {};
  tx.event({ kind: 'created', type: 'deal', record: id, title, to: stage, ...subject });
  return id;
});

export interface MoveDeal {
  readonly id: string;
  readonly stage: string;
  /** ids of the cards it is dropped between; with neither it comes on top */
  readonly above?: string;
  readonly below?: string;
  /** how the stage ends the deal, as the workspace's settings say; then a reason is asked */
  readonly outcome?: 'won' | 'lost';
  readonly reason?: string;
  readonly comment?: string;
}

/** Moves a deal to a stage and a place in it. A closing stage needs its reason. */
export const moveDeal = command('moveDeal', 'editRecords', (tx: Tx, move: MoveDeal) => {
  const { env } = tx;
  const record = tx.get('deal', move.id);
  if (!record) return refuse('not-found');
  if (isBinned(record)) return refuse('in-bin');
  const stays = record.stage?.to === move.stage;
  if (!stays && move.outcome && !move.reason) return refuse('reason-required');
  const order = place(tx, move.id, move.stage, move);
  if (stays) return tx.patch('deal', move.id, { order });
  const { reason, comment } = move;
  tx.patch('deal', move.id, {
    order,
    stage: { to: move.stage, at: env.now(), by: env.actor.id, ...(reason && { reason }), ...(comment && { comment }) },
  });
  tx.event({
    kind: move.outcome ?? 'stageMoved',
    type: 'deal',
    record: move.id,
    title: record.title ?? '',
    ...(record.lead && { subject: { type: 'lead' as const, id: record.lead } }),
    ...(record.stage && { from: record.stage.to }),
    to: move.stage,
    ...(reason && { text: reason }),
  });
  return true;
});

/** The key of a deal's place in a stage. Neighbours whose keys leave no gap get new ones. */
function place(tx: Tx, id: string, stage: string, { above, below }: Pick<MoveDeal, 'above' | 'below'>): string {
  const column: Placed[] = [];
  for (const other of tableOf(tx.doc, 'deal').keys()) {
    if (other === id || !isId(other)) continue;
    if ((tx.key('deal', other, 'stage') as Partial<Move> | null | undefined)?.to !== stage) continue;
    // one key of each: reading whole deals would take most of the time of a drop
    if (tx.key('deal', other, 'bin') ?? false) {
      const record = tx.get('deal', other);
      if (!record || isBinned(record)) continue;
    }
    const order = tx.key('deal', other, 'order');
    column.push({ id: other, ...(typeof order === 'string' && order !== '' && { order }) });
  }
  column.sort(compareOrder);
  const upper = column.findIndex((card) => card.id === below);
  const lower = column.findIndex((card) => card.id === above);
  const keys = placeAt(id, column, upper >= 0 ? upper : lower + 1, () => tx.env.random());
  for (const [card, order] of keys) if (card !== id) tx.patch('deal', card, { order });
  return keys.get(id)!;
}
