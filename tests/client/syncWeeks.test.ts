import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { OpenRoom } from '#client/sync/roomHandle.ts';
import { awayChanges } from '#schema/away.ts';
import { runCommand } from '#schema/command.ts';
import { patch, patchRecord } from '#schema/commands/records.ts';
import { createProjection } from '#schema/projection.ts';
import { readKey, writeRecord } from '#schema/workspace.ts';
import { ending, endAll, openTab, ROOM, status, unsent } from '#tests/support/carriers.ts';
import { NOON, testEnv } from '#tests/support/env.ts';
import { startMemoryServer } from '#tests/support/memoryServer.ts';
import { seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/until.ts';

afterEach(endAll);

const PEOPLE = ['ayse', 'burak', 'can', 'derya', 'ece'] as const;
const LEADS = Array.from({ length: 200 }, (_, index) => `lead${index}`);
const EDITS = 2_000;
const SHARED = ['company', 'city', 'jobTitle'] as const;
const WEEKS_MS = 21 * 86_400_000;

it('Five people who were offline for three weeks, with 2,000 edits each, come together in one moment, lose none, and someone is shown whatever did not stand', async () => {
  const server = ending(await startMemoryServer());
  const first = openTab('ayse', server.url);
  const room = first.openRoom(ROOM, 'write');
  room.doc.transact(() => {
    for (const id of LEADS) writeRecord(room.doc, 'lead', id, { at: NOON, by: 'ayse' }, { company: id });
  });
  await until(() => status(room) === 'savedOnServer' && unsent(room) === 0);
  await first.close();
  for (const user of PEOPLE.slice(1)) {
    const tab = openTab(user, server.url);
    const theirs = tab.openRoom(ROOM, 'write');
    await until(() => status(theirs) === 'savedOnServer');
    await theirs.idle();
    await tab.close();
  }

  /** what each wrote last under a key that others write too */
  const written = new Map<string, Map<string, unknown>>();
  const labels = new Map<string, string>();
  for (const [seed, user] of PEOPLE.entries()) {
    const random = seededRandom(seed + 1);
    const env = testEnv(user, { seed: seed + 1 });
    const tab = openTab(user);
    const offline = tab.openRoom(ROOM, 'write');
    await offline.loaded;
    const mine = new Map<string, unknown>();
    for (let edit = 0; edit < EDITS; edit += 1) {
      env.wait(random.below((2 * WEEKS_MS) / EDITS));
      const id = random.pick(LEADS);
      const label = `${user}-${edit}`;
      const field = random.pick(SHARED);
      const isShared = random.chance(0.3);
      const outcome = runCommand(
        offline.doc,
        env,
        patchRecord,
        patch('lead', id, isShared ? { [field]: label } : { tags: { add: [label] } }),
      );
      if (!outcome.ok) throw new Error(outcome.code);
      if (isShared) mine.set(`${id}/${field}`, label);
      else labels.set(label, id);
    }
    written.set(user, mine);
    await offline.flush();
    expect(unsent(offline)).toBe(EDITS);
    await tab.close();
  }

  const began = performance.now();
  const told = new Map<string, number>();
  /** values that someone was shown beside another of the same key */
  const shown = new Set<string>();
  const rooms: OpenRoom[] = PEOPLE.map((user) => {
    const back = openTab(user, server.url, { answerWithin: 20_000 }).openRoom(ROOM, 'write');
    back.onReturn((transaction, isUnsent) => {
      const changes = awayChanges(back.doc, transaction, isUnsent);
      told.set(user, (told.get(user) ?? 0) + changes.length);
      for (const change of changes) {
        if (change.kind !== 'field' || change.isLost) continue;
        for (const value of [change.mine, change.theirs]) shown.add(`${change.record}/${change.key}=${String(value)}`);
      }
    });
    return back;
  });
  const clocks = (doc: Y.Doc | undefined): string =>
    doc ? JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b)) : '';
  await until(() => rooms.every((each) => status(each) === 'savedOnServer' && unsent(each) === 0), 60_000);
  await until(() => rooms.every(({ doc }) => clocks(doc) === clocks(server.document(ROOM))), 60_000);
  const seconds = (performance.now() - began) / 1_000;

  const docs = [...rooms.map(({ doc }) => doc), server.document(ROOM)!];
  const projections = docs.map((doc) => createProjection(doc));
  for (const [label, id] of labels) {
    for (const projection of projections) expect(projection.get('lead', id)?.tags).toContain(label);
  }
  const keys = new Set([...written.values()].flatMap((mine) => [...mine.keys()]));
  for (const key of keys) {
    const [id = '', field = ''] = key.split('/');
    const values = docs.map((doc) => readKey(doc, 'lead', id, field));
    expect(new Set(values).size).toBe(1);
    const all = [...written.values()].flatMap((mine) => (mine.has(key) ? [mine.get(key)] : []));
    expect(all).toContain(values[0]);
    // what does not stand has been shown to someone, beside what does or did
    for (const value of all) if (value !== values[0]) expect(shown).toContain(`${key}=${String(value)}`);
  }
  // whoever comes back after another is told of what that one changed too
  expect([...told.values()].filter((count) => count > 100).length).toBeGreaterThanOrEqual(PEOPLE.length - 1);
  console.info(
    `${PEOPLE.length} × ${EDITS} offline edits merged in ${seconds.toFixed(1)} s; told: ${[...told.values()].join()}`,
  );
}, 180_000);
