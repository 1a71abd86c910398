import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { quicken } from '#schema/quickTransactions.ts';
import { seededRandom, type Random } from '#tests/support/random.ts';

/** Everything that a document says of itself while it changes. */
function listen(doc: Y.Doc): string[] {
  const said: string[] = [];
  const structs = ({ changes }: Pick<Y.YEvent<Y.AbstractType<unknown>>, 'changes'>): string =>
    [...changes.keys].map(([key, { action }]) => `${key} ${action}`).join() +
    JSON.stringify(changes.delta) +
    `${changes.added.size} ${changes.deleted.size}`;
  doc.on('update', (update: Uint8Array) => said.push(`update ${Buffer.from(update).toString('base64')}`));
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    const moved = [...doc.store.clients.keys()]
      .toSorted((a, b) => a - b)
      .flatMap((client) => {
        const [before, after] = [transaction.beforeState.get(client), transaction.afterState.get(client)];
        return before === after ? [] : [`${client}: ${before} to ${after}`];
      });
    said.push(`${transaction.local} ${moved.join()} ${transaction.changed.size}`);
  });
  doc.getMap('lead').observeDeep((events) => said.push(...events.map(structs)));
  doc.getText('note').observe((event) => said.push(structs(event)));
  doc.getArray('list').observe((event) => said.push(structs(event)));
  // an observer that writes: its transaction runs inside the telling of another
  doc.getMap('echo').observe((event, transaction) => {
    if (transaction.local && event.keysChanged.has('say'))
      doc.getMap('lead').set('echo', doc.getMap('echo').get('say'));
  });
  return said;
}

/** One change at random; the same chance makes the same change in another document. */
function change(doc: Y.Doc, undo: Y.UndoManager, chance: Random): void {
  const leads = doc.getMap<unknown>('lead');
  const note = doc.getText('note');
  const list = doc.getArray<unknown>('list');
  const id = `r${chance.below(12)}`;
  const edit = (): void => {
    const lead = leads.get(id);
    if (lead instanceof Y.Map) lead.set(`f${chance.below(4)}`, chance.below(100));
    else leads.set(id, new Y.Map(Object.entries({ $: { made: chance.below(100) } })));
  };
  const deeds: readonly (() => void)[] = [
    edit,
    edit,
    () => doc.transact(() => [edit(), edit(), note.insert(0, 'x')], 'many'),
    () => leads.delete(id),
    () => note.insert(chance.below(note.length + 1), chance.pick(['ab', 'ç', '  '])),
    () => note.length > 2 && note.delete(chance.below(note.length - 1), 1),
    () => note.length > 3 && note.format(chance.below(note.length - 2), 2, { bold: chance.pick([true, null]) }),
    () => list.insert(chance.below(list.length + 1), [chance.below(9), chance.below(9)]),
    () => list.length > 2 && list.delete(chance.below(list.length - 1), 2),
    () => doc.getMap('echo').set('say', chance.below(50)),
    () => doc.transact(() => undefined),
    () => undo.undo(),
    () => undo.redo(),
  ];
  chance.pick(deeds)();
}

/** Runs two documents that write apart and exchange late, in pieces and out of order; answers all that they said. */
function play(seed: number, wrap: (doc: Y.Doc) => Y.Doc): { said: string[]; states: string[]; docs: Y.Doc[] } {
  const chance = seededRandom(seed);
  const docs = [0, 1, 2].map((index) => {
    const doc = new Y.Doc();
    doc.clientID = seed * 10 + index + 1;
    return wrap(doc);
  });
  const said = docs.map(listen);
  const undos = docs.map((doc) => new Y.UndoManager([doc.getMap('lead'), doc.getText('note')], { captureTimeout: 0 }));
  const mail = docs.map((): Uint8Array[] => []);
  docs.forEach((doc, from) =>
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'mail') mail.forEach((box, to) => to !== from && box.push(update));
    }),
  );
  for (let step = 0; step < 250; step += 1) {
    const who = chance.below(3);
    const doc = docs[who]!;
    const box = mail[who]!;
    if (chance.chance(0.6)) change(doc, undos[who]!, chance);
    else if (box.length > 0 && chance.chance(0.8)) {
      const updates = box.splice(chance.below(box.length), 1 + chance.below(2));
      const apply = (): void => updates.forEach((update) => Y.applyUpdate(doc, update, 'mail'));
      if (chance.chance(0.3)) doc.transact(apply, 'mail');
      else apply();
    } else {
      // a session ends and another begins
      const state = Y.encodeStateAsUpdate(docs[(who + 1) % 3]!, Y.encodeStateVector(doc));
      Y.applyUpdate(doc, state, 'mail');
      if (chance.chance(0.3)) doc.clientID = seed * 1000 + step + 10;
    }
    said[who]!.push(Buffer.from(Y.encodeStateVector(doc)).toString('base64'));
  }
  const states = docs.map((doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'));
  return { said: said.flat(), states, docs };
}

describe('a quickened document', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'says and holds byte for byte what Yjs alone would, seed %i',
    (seed) => {
      const plain = play(seed, (doc) => doc);
      const quick = play(seed, quicken);
      expect(quick.said).toEqual(plain.said);
      expect(quick.states).toEqual(plain.states);
      expect(plain.said.length).toBeGreaterThan(400);
    },
  );

  test('asks each edit for as many clocks after thousands of sessions as after ten', () => {
    const asked = (sessions: number): number => {
      const doc = quicken(new Y.Doc());
      doc.on('update', () => undefined);
      for (let session = 1; session <= sessions; session += 1) {
        const other = new Y.Doc();
        other.clientID = session;
        other.getMap('lead').set(`r${session % 10}`, session);
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
      }
      const counted = countClocks(doc);
      doc.getMap('lead').set('r1', 'edited');
      return counted();
    };
    expect(asked(3_000)).toBe(asked(10));
    expect(asked(10)).toBeGreaterThan(0);
  });
});

/** Counts how often the last struct of any client is asked where it ends, from now on. */
function countClocks(doc: Y.Doc): () => number {
  let count = 0;
  for (const structs of doc.store.clients.values()) {
    const last = structs[structs.length - 1]!;
    const { id } = last;
    Object.defineProperty(last, 'id', {
      get() {
        count += 1;
        return id;
      },
    });
  }
  return () => count;
}

test('the parts of Yjs that this leans on are as they were', () => {
  const file = path.join(path.dirname(createRequire(import.meta.url).resolve('yjs')), 'yjs.mjs');
  const source = readFileSync(file, 'utf8');
  const body = (name: string): string => {
    const from = source.indexOf(`\n${name}`);
    const end = source.indexOf('\n};\n', from);
    const endOfClass = source.indexOf('\n}\n', from);
    return source.slice(from, name.startsWith('class') ? endOfClass : end);
  };
  const parts = [
    'const transact =',
    'const cleanupTransactions =',
    'class Transaction ',
    'const getStateVector =',
    'const writeClientsStructs =',
    'const addStruct =',
  ];
  expect(parts.map((part) => body(part).length).filter((length) => length < 200)).toEqual([]);
  const print = createHash('sha256').update(parts.map(body).join('')).digest('hex');
  // when Yjs is renewed: read these again beside quickTransactions.ts, then put the new print here
  expect(print.slice(0, 16)).toBe('6de27f3de22a78ba');
  // one where it is declared, the others in `transact`: nobody else reads it, so a read of null begins a transaction
  expect(source.match(/\._transaction\b/g)).toHaveLength(8);
});
