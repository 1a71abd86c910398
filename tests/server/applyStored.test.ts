// What is stored becomes a document without being encoded again, and what of an unreadable snapshot got in is told.
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyStored } from '#server/storage/applyStored.ts';
import { poisonedText, updatesOf } from './updates.ts';

it('opens a room without telling those who listen to updates, who hear of all that follows', () => {
  const updates = updatesOf(20);
  const [first, ...rows] = updates.map((update, seq) => ({ seq, update }));
  const doc = new Y.Doc();
  const heard: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => heard.push(update));
  expect(applyStored(doc, { snapshot: first!.update, rows })).toEqual({ failed: [], remains: null });
  expect(doc.getMap('leads').size).toBe(20);
  expect(heard).toEqual([]);
  doc.getMap('leads').set('later', 1);
  expect(heard).toHaveLength(1);
});

it('answers what of an unreadable snapshot got in: with it the document can be made again', () => {
  const { base, poison } = poisonedText();
  const doc = new Y.Doc();
  Y.applyUpdate(doc, base);
  const { failed, remains } = applyStored(doc, { snapshot: poison, rows: [] });
  expect(failed.map(({ piece }) => piece)).toEqual(['snapshot']);
  const again = new Y.Doc();
  Y.applyUpdate(again, base);
  if (remains) Y.applyUpdate(again, remains);
  expect(Y.encodeStateAsUpdate(again)).toEqual(Y.encodeStateAsUpdate(doc));
  expect(again.store.pendingStructs).toBeNull();
});

it('sets aside the rows that threw, opens with all others, and tells what got in of them', () => {
  const { base, poison } = poisonedText();
  const others = updatesOf(3);
  const rows = [base, others[0]!, poison, others[1]!, new Uint8Array([1, 2, 3]), others[2]!].map((update, index) => ({
    seq: index + 1,
    update,
  }));
  const doc = new Y.Doc();
  const { failed, remains } = applyStored(doc, { snapshot: null, rows });
  expect(failed.map(({ piece }) => piece)).toEqual([3, 5]);
  expect(doc.getMap('leads').toJSON()).toEqual({ lead0: 0, lead1: 1, lead2: 2 });
  const again = new Y.Doc();
  const kept = rows.filter(({ seq }) => seq !== 3 && seq !== 5);
  const reopened = applyStored(again, { snapshot: null, rows: [...kept, { seq: 7, update: remains! }] });
  expect(reopened.failed).toEqual([]);
  expect(Y.encodeStateVector(again)).toEqual(Y.encodeStateVector(doc));
  expect(again.getMap('leads').toJSON()).toEqual(doc.getMap('leads').toJSON());
});

it('opens a room to the same bytes, whether its rows come together or one by one', () => {
  const rows = updatesOf(40).map((update, seq) => ({ seq, update }));
  // one that builds on what is missing, and one that comes late
  const [third] = rows.splice(3, 1);
  rows.push(third!);
  rows.splice(10, 1);
  const together = new Y.Doc();
  applyStored(together, { snapshot: null, rows });
  const each = new Y.Doc();
  for (const { update } of rows) Y.applyUpdate(each, update);
  expect(Y.encodeStateAsUpdate(together)).toEqual(Y.encodeStateAsUpdate(each));
});
