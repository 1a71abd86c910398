// People who come back in one moment, and whose words a server handles in one breath: whatever value did not stand was
// shown to someone.
import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import type { OpenRoom } from '#client/sync/roomHandle.ts';
import { awayChanges } from '#schema/away.ts';
import { readKey, tableOf, writeRecord } from '#schema/workspace.ts';
import { ending, endAll, openTab, ROOM, status, unsent } from '#tests/support/carriers.ts';
import { NOON } from '#tests/support/env.ts';
import { startMemoryServer } from '#tests/support/memoryServer.ts';
import { until } from '#tests/support/until.ts';

afterEach(endAll);

const LEADS = Array.from({ length: 40 }, (_, index) => `lead${index}`);
const isSaved = (room: OpenRoom): boolean => status(room) === 'savedOnServer' && unsent(room) === 0;

it.each([2, 3, 5])(
  '%i people who wrote the same fields apart: each value that lost was shown beside another',
  async (count) => {
    const server = ending(await startMemoryServer());
    const people = Array.from({ length: count }, (_, index) => `person${index}`);
    const made = openTab('maker', server.url).openRoom(ROOM, 'write');
    made.doc.transact(() => {
      for (const id of LEADS) writeRecord(made.doc, 'lead', id, { at: NOON, by: 'maker' }, { company: id });
    });
    await until(() => isSaved(made));
    await made.close();
    const shown = new Set<unknown>();
    const tabs = people.map((person) => openTab(person, server.url, { answerWithin: 20_000 }));
    const rooms = tabs.map((tab) => tab.openRoom(ROOM, 'write'));
    await until(() => rooms.every(isSaved));
    for (const room of rooms) {
      room.onReturn((transaction, isUnsent) => {
        for (const change of awayChanges(room.doc, transaction, isUnsent)) {
          if (change.kind === 'field' && !change.isLost) shown.add(change.mine).add(change.theirs);
        }
      });
    }
    server.refuseWith('away');
    server.closeRoom(ROOM, 'away');
    await until(() => rooms.every((room) => status(room) === 'refused'));
    for (const [index, { doc }] of rooms.entries()) {
      for (const id of LEADS) tableOf(doc, 'lead').get(id)?.set('city', `${people[index]} in ${id}`);
    }
    const release = server.hold(ROOM);
    server.refuseWith(null);
    for (const tab of tabs) tab.retry();
    await until(() => server.framesHeld() === count);
    release();
    await until(() => rooms.every(isSaved));
    const lost = LEADS.flatMap((id) => {
      const stands = readKey(rooms[0]!.doc, 'lead', id, 'city');
      return people.map((person) => `${person} in ${id}`).filter((value) => value !== stands && !shown.has(value));
    });
    expect(lost).toEqual([]);
  },
);
