// Rooms over real sockets: two members see each other's work, viewers and strangers do not get what is not theirs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roomName } from '#schema/rooms.ts';
import { inviteInto, newPerson, newWorkspace, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

let server: TestServer;
let admin: TestPerson;
let workspace: string;
let room: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ admin, workspace } = await newWorkspace(server));
  room = roomName('workspace', workspace);
});

afterAll(async () => {
  admin.leave();
  await server.remove();
});

describe('a room', () => {
  it('brings what one member writes to the other, and keeps it for who comes later', async () => {
    const rep = newPerson(server);
    await rep.signUp('Mehmet Kaya');
    await inviteInto(workspace, admin, rep, 'rep');
    const [here, there] = [admin.open(room), rep.open(room)];
    await Promise.all([here.synced(), there.synced()]);
    here.doc.getMap('leads').set('company', 'Çınar Metal');
    there.doc.getMap('leads').set('phone', '+905321234567');
    await Promise.all([here.saved(), there.saved()]);
    await until(() => here.doc.getMap('leads').size === 2 && there.doc.getMap('leads').size === 2);
    admin.leave();
    rep.leave();
    await server.close();
    await server.restart();
    const later = admin.open(room);
    await later.synced();
    expect(later.doc.getMap('leads').toJSON()).toEqual({ company: 'Çınar Metal', phone: '+905321234567' });
  });
});
