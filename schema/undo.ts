/**
 * Undo is a command. It writes what was before only where a key still holds what was written, never deletes a key, moves
 * what was made to the bin unless others worked on it, and names all it left alone. Its own inverse is the redo.
 */
import { equalityDeep } from 'lib0/function';
import { refuse, type Command, type Inverse, type InverseChange, type Tx } from './command.ts';
import type { Mark, Subject } from './fields.ts';
import { RECORD_TYPES, RECORDS, type AnyRecord, type RecordType } from './records/index.ts';
import { isBinned, tableOf } from './workspace.ts';
import type { Fields } from './records/declare.ts';

/** What undo left alone because someone worked on it since: a key, or a whole record. */
export interface Skipped {
  readonly type: RecordType;
  readonly id: string;
  readonly key?: string;
}
export interface Undone {
  /** records changed */
  readonly done: number;
  readonly skipped: readonly Skipped[];
}

/** The command that takes back what an inverse tells of, or does it again. */
export const undo = (inverse: Inverse, kind: 'undone' | 'redone' = 'undone'): Command<null, Undone> => ({
  name: inverse.command,
  action: 'editRecords',
  run(tx) {
    const skipped: Skipped[] = [];
    const holds = holdings(tx);
    let done = 0;
    // backwards: what points at a record goes before the record itself
    for (const { type, id, changes } of grouped(inverse.changes.toReversed())) {
      const record = tx.get(type, id);
      const made = changes.some((change) => 'created' in change);
      let wrote = false;
      if (!record) {
        if (!made) skipped.push({ type, id });
      } else if (made) wrote = unmake(tx, record, holds, skipped);
      else for (const change of changes) wrote = unwrite(tx, change, skipped) || wrote;
      if (wrote) done += 1;
    }
    if (done === 0 && skipped.length === 0 && !tx.chunk) return refuse('nothing-to-undo');
    if (inverse.event !== undefined && (done > 0 || tx.chunk)) tx.event({ kind, of: inverse.event });
    return { done, skipped };
  },
});

interface Group {
  readonly type: RecordType;
  readonly id: string;
  readonly changes: InverseChange[];
}
function grouped(changes: readonly InverseChange[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const path = `${change.type}/${change.id}`;
    const group = groups.get(path);
    if (group) group.changes.push(change);
    else groups.set(path, { type: change.type, id: change.id, changes: [change] });
  }
  return groups.values();
}

function unwrite(tx: Tx, change: InverseChange, skipped: Skipped[]): boolean {
  if ('created' in change) return false;
  const { type, id, key, before, after } = change;
  if (equalityDeep(tx.key(type, id, key) ?? null, after ?? null)) return tx.patchKey(type, id, key, before ?? null);
  skipped.push({ type, id, key });
  return false;
}

function unmake(tx: Tx, record: AnyRecord, holds: Holds, skipped: Skipped[]): boolean {
  const { type, id } = record;
  if (isBinned(record)) return false;
  if (workedOnByOthers(record, tx.env.actor.id) || holds(type, id)) {
    skipped.push({ type, id });
    return false;
  }
  const bin: Mark = { at: tx.env.now(), by: tx.env.actor.id, ...(tx.chunk && { batch: tx.chunk.batch }) };
  return tx.patch(type, id, { bin });
}

function workedOnByOthers(record: AnyRecord, me: string): boolean {
  const writers = record.type === 'note' ? [...record.editors, ...record.contributors] : record.editors;
  return writers.some((member) => member !== me) || (record.updated !== undefined && record.updated.by !== me);
}

/** Whether a living record of someone else belongs to a record or points at it; a fair is held by anyone's leads. */
type Holds = (type: RecordType, id: string) => boolean;

function holdings(tx: Tx): Holds {
  const me = tx.env.actor.id;
  // what points at leads is looked for apart from what points at fairs: nearly every lead does that
  const holders = new Map<RecordType, Map<string, string[]>>();
  const collect = (wanted: RecordType): Map<string, string[]> => {
    const found = new Map<string, string[]>();
    for (const type of RECORD_TYPES) {
      const links = linksOf(type).filter(([, to]) => to === undefined || to === wanted);
      if (links.length === 0) continue;
      for (const id of tableOf(tx.doc, type).keys()) {
        for (const [name, to] of links) {
          const path = target(tx.key(type, id, name), to);
          if (path === null || (to !== 'campaign' && makerOf(tx, type, id) === me)) continue;
          const known = found.get(path);
          if (known) known.push(`${type}/${id}`);
          else found.set(path, [`${type}/${id}`]);
        }
      }
    }
    return found;
  };
  return (type, id) => {
    let known = holders.get(type);
    if (!known) holders.set(type, (known = collect(type)));
    return (known.get(`${type}/${id}`) ?? []).some((path) => {
      const [holderType, holder] = path.split('/') as [RecordType, string];
      // what this same undo already put in the bin holds nothing
      return (tx.key(holderType, holder, 'bin') ?? null) === null;
    });
  };
}

const makerOf = (tx: Tx, type: RecordType, id: string): unknown =>
  (tx.key(type, id, 'created') as Mark | undefined)?.by;

/** The fields of a type that point at another record, with the type they point to (`subject` tells it by itself). */
const linksOf = (type: RecordType): [name: string, to: string | undefined][] =>
  Object.entries(RECORDS[type].fields as Fields).flatMap(([name, { kind, to }]) =>
    kind === 'ref' || kind === 'subject' ? [[name, to]] : [],
  );

function target(value: unknown, to: string | undefined): string | null {
  if (to !== undefined) return typeof value === 'string' ? `${to}/${value}` : null;
  const subject = value as Partial<Subject> | null | undefined;
  return subject?.type !== undefined && subject.id !== undefined ? `${subject.type}/${subject.id}` : null;
}
