/** Commands on deals: create (also from a lead), move along the pipeline, close with a reason. */
import { command, refuse, type Tx } from '../command.ts';
import { orderBetween } from '../order.ts';
import type { ChangesOf } from '../records/index.ts';
import { isBinned } from '../workspace.ts';

export interface CreateDeal {
  readonly values: ChangesOf<'deal'>;
  readonly stage: string;
  /** the order key of the first card of that stage, so that a new deal comes on top */
  readonly before?: string;
}

/** Makes a deal in a stage, owned by who makes it. */
export const createDeal = command('createDeal', 'editRecords', (tx: Tx, { values, stage, before }: CreateDeal) => {
  const title = values.title?.trim();
  if (!title) return refuse('empty');
  const { env } = tx;
  const id = tx.create('deal', {
    owner: env.actor.id,
    ...values,
    title,
    stage: { to: stage, at: env.now(), by: env.actor.id },
    order: orderBetween(null, before ?? null, () => env.random()),
  });
  const subject = values.lead ? { subject: { type: 'lead' as const, id: values.lead } } : {};
  tx.event({ kind: 'created', type: 'deal', record: id, title, to: stage, ...subject });
  return id;
});

export interface MoveDeal {
  readonly id: string;
  readonly stage: string;
  /** order keys of the cards it is dropped between; absent = an end of the column */
  readonly after?: string;
  readonly before?: string;
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
  const order = orderBetween(move.after ?? null, move.before ?? null, () => env.random());
  if (record.stage?.to === move.stage) return tx.patch('deal', move.id, { order });
  if (move.outcome && !move.reason) return refuse('reason-required');
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
