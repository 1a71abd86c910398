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
