import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isComplete } from '#client/sync/isComplete.ts';

/** A document, and the updates of each change made to it. */
function steps(...changes: ((doc: Y.Doc) => void)[]): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const change of changes) doc.transact(() => change(doc));
  return updates;
}

const set = (key: string, value: unknown) => (doc: Y.Doc) => doc.getMap('records').set(key, value);
const holding = (...updates: (Uint8Array | undefined)[]): Y.Doc => {
  const doc = new Y.Doc();
  for (const update of updates) if (update) Y.applyUpdate(doc, update);
  return doc;
};

describe('whether a document has what an update builds on', () => {
  it('is so for a beginning, for what follows, and for what is known already', () => {
    const [first, second] = steps(set('a', 1), set('a', 2));
    expect(isComplete(holding(), first!)).toBe(true);
    expect(isComplete(holding(first), second!)).toBe(true);
    expect(isComplete(holding(first, second), second!)).toBe(true);
  });

  it('is not so when an earlier change of the same author is missing', () => {
    const [, second] = steps(set('a', 1), set('b', 2));
    expect(isComplete(holding(), second!)).toBe(false);
  });

  it('is not so when a value replaces one that only someone else has, which Yjs would delete first', () => {
    const [theirs] = steps(set('a', 'theirs'));
    const [unknown] = steps(set('x', new Y.Map([['$', 1]])));
    const author = holding(theirs, unknown);
    const updates: Uint8Array[] = [];
    author.on('update', (update: Uint8Array) => updates.push(update));
    author.transact(() => {
      author.getMap('records').set('a', 'replaced');
      author.getMap<Y.Map<unknown>>('records').get('x')?.set('field', 1);
    });
    const reader = holding(theirs);
    expect(isComplete(reader, updates[0]!)).toBe(false);
    Y.applyUpdate(reader, updates[0]!);
    expect(reader.getMap('records').get('a')).not.toBe('theirs');
    expect(isComplete(holding(theirs, unknown), updates[0]!)).toBe(true);
  });

  it('is not so for an update with a hole, and is so for a deletion alone', () => {
    const [first, second, third, removal] = steps(set('a', 1), set('b', 2), set('c', 3), (doc) =>
      doc.getMap('records').delete('a'),
    );
    expect(isComplete(holding(), Y.mergeUpdates([first!, third!]))).toBe(false);
    expect(isComplete(holding(), Y.mergeUpdates([first!, second!, third!]))).toBe(true);
    expect(isComplete(holding(first), removal!)).toBe(true);
  });
});
