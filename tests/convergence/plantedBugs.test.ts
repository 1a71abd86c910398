// The convergence test is worth what it catches: each of these breaks one part, and the run must name it.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Command, Inverse } from '#schema/command.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import { isBinned } from '#schema/workspace.ts';
import type { Undone } from '#schema/undo.ts';
import { merge } from '#tests/support/logServer.ts';
import type { Parts } from '#tests/support/peers.ts';
import { PATIENCE, runSeed } from './run.ts';

/** What the first of some seeds that fails says; a bug that shows in none of them is not caught. */
function verdict(parts: Partial<Parts>): string {
  for (let seed = 1; seed <= 8; seed += 1) {
    try {
      runSeed({ seed, steps: 200, parts });
    } catch (error) {
      return String(error);
    }
  }
  return 'nothing noticed';
}

/** An update without its deleted ranges, which stand at its end; an empty set of them is one zero. */
function withoutDeletions(update: Uint8Array): Uint8Array {
  const { ds } = Y.decodeUpdate(update);
  const length = Y.encodeSnapshot(Y.createSnapshot(ds, new Map())).length - 1;
  return Uint8Array.from([...update.subarray(0, update.length - length), 0]);
}

test(
  'a merge that loses deletions is caught',
  () => {
    const lossy: Parts['merge'] = (doc, update) => merge(doc, withoutDeletions(update));
    expect(verdict({ merge: lossy })).toMatch(/holds other|is in another state/);
  },
  PATIENCE,
);

test(
  'a server that passes on what its log does not hold is caught',
  () => {
    let seen = 0;
    const forgetful: Parts['keep'] = (log, update) => {
      seen += 1;
      if (seen % 40 !== 0) log.push(update);
    };
    expect(verdict({ keep: forgetful })).toMatch(/seed \d+, step/);
  },
  PATIENCE,
);

test(
  'a projection whose look-ups forget the bin is caught',
  () => {
    const stale = (doc: Y.Doc): Projection => {
      const projection = createProjection(doc);
      return {
        ...projection,
        find: (type, index, key) => {
          const all = [...projection.all(type)];
          if (index !== 'phone') return projection.find(type, index, key);
          return all.filter((record) => record.type === 'lead' && record.phone === key);
        },
      };
    };
    expect(verdict({ createProjection: stale })).toMatch(/(index|ghost in) lead.phone|ghost in lead phone/);
  },
  PATIENCE,
);

test(
  'a projection that keeps what was purged is caught',
  () => {
    const hoarding = (doc: Y.Doc): Projection => {
      const projection = createProjection(doc);
      const gone = new Map<string, ReturnType<Projection['get']>>();
      projection.subscribe(({ records }) => {
        for (const { id, prev, next } of records.lead) if (prev && !next) gone.set(id, prev);
      });
      return { ...projection, size: (type) => projection.size(type) + (type === 'lead' ? gone.size : 0) };
    };
    expect(verdict({ createProjection: hoarding })).toContain('size of lead');
  },
  PATIENCE,
);

test(
  'a live list that misses a change set is caught',
  () => {
    const deaf = (doc: Y.Doc): Projection => {
      const projection = createProjection(doc);
      let heard = 0;
      return {
        ...projection,
        subscribe: (listener) =>
          projection.subscribe((changes, transaction) => {
            heard += 1;
            if (heard % 90 !== 0) listener(changes, transaction);
          }),
      };
    };
    expect(verdict({ createProjection: deaf })).toMatch(/live list/);
  },
  PATIENCE,
);

test(
  'an undo that does not look at what was written since is caught',
  () => {
    const blunt = (inverse: Inverse): Command<null, Undone> => ({
      name: inverse.command,
      action: 'editRecords',
      run(tx) {
        let done = 0;
        for (const change of inverse.changes) {
          if ('created' in change || !tx.get(change.type, change.id)) continue;
          if (tx.patchKey(change.type, change.id, change.key, change.before ?? null)) done += 1;
        }
        return { done, skipped: [] };
      },
    });
    expect(verdict({ undo: blunt })).toContain('undo took away what was written later');
  },
  PATIENCE,
);

test(
  'the bin is what the planted look-up forgot',
  () => {
    // guards the test above against a rename: the real look-up leaves binned leads out
    const doc = new Y.Doc();
    const projection = createProjection(doc);
    doc.getMap('lead').set(
      'a',
      new Y.Map<unknown>([
        ['phone', '+905301112233'],
        ['bin', { at: 1, by: 'x' }],
      ]),
    );
    expect(isBinned(projection.get('lead', 'a')!)).toBe(true);
    expect(projection.find('lead', 'phone', '+905301112233')).toEqual([]);
  },
  PATIENCE,
);
