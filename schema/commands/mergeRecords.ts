/**
 * Makes one of two records that are the same: what the other holds goes over, what belongs to it follows, and it goes to
 * the bin. Where both hold a value, the one that was worked on last stands; the other's words stay with it in the bin.
 */
import { command, type Tx } from '../command.ts';
import type { Mark, Move } from '../fields.ts';
import { joinLines } from '../import/merge.ts';
import { RECORDS, type AnyRecord, type ChangesOf, type RecordType } from '../records/index.ts';
import type { Fields } from '../records/declare.ts';
import { isBinned } from '../workspace.ts';

export interface MergePair {
  readonly type: 'lead' | 'campaign';
  /** the record that stays */
  readonly keep: string;
  readonly twin: string;
  /** what belongs to the twin or points at it, and the field that does; it will point at the one that stays */
  readonly followers: readonly { readonly type: RecordType; readonly id: string; readonly field: string }[];
}

/** Merges pairs; those of which one is gone or in the bin are passed over. */
export const mergeRecords = command(
  'mergeRecords',
  'bulkEdit',
  (tx: Tx, { pairs }: { pairs: readonly MergePair[] }) => {
    let merged = 0;
    for (const { type, keep: keepId, twin: twinId, followers } of pairs) {
      const keep = tx.get(type, keepId);
      const twin = tx.get(type, twinId);
      if (!keep || !twin || keepId === twinId || isBinned(keep) || isBinned(twin)) continue;
      tx.patch(type, keepId, joined(keep, twin));
      for (const { type: holder, id, field } of followers) {
        const value = field === 'subject' ? { type, id: keepId } : keepId;
        if (tx.get(holder, id)) tx.patch(holder, id, { [field]: value });
      }
      const bin: Mark = { at: tx.env.now(), by: tx.env.actor.id, ...(tx.chunk && { batch: tx.chunk.batch }) };
      tx.patch(type, twinId, { bin });
      if (type === 'lead') merged += 1;
    }
    tx.event({ kind: 'merged', type: 'lead', count: merged });
    return { merged };
  },
);

/** Traces of where a record comes from stay its own. */
const OWN: ReadonlySet<string> = new Set(['batch', 'rawHash', 'externalId', 'updated', 'editors', 'bin', 'campaign']);

/** What the record that stays takes over. */
function joined(keep: AnyRecord, twin: AnyRecord): ChangesOf<RecordType> {
  const changes: Record<string, unknown> = {};
  const twinIsNewer = (twin.updated?.at ?? 0) > (keep.updated?.at ?? 0);
  for (const [name, { kind }] of Object.entries(RECORDS[keep.type].fields as Fields)) {
    if (OWN.has(name)) continue;
    const mine: unknown = keep[name as keyof AnyRecord];
    const theirs: unknown = twin[name as keyof AnyRecord];
    if (theirs === undefined) continue;
    if (kind === 'set') changes[name] = { add: theirs };
    else if (kind === 'longText') changes[name] = joinLines(mine as string | undefined, [theirs as string]);
    else if (mine === undefined) changes[name] = theirs;
    else if (kind === 'move') {
      if ((theirs as Move).at > (mine as Move).at) changes[name] = theirs;
    } else if (name !== 'owner' && twinIsNewer) changes[name] = theirs;
  }
  return changes;
}
