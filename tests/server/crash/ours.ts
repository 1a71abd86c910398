/** Ortak as the crash suite sees it: the server as its own process, the client's own carriers, a device that stays. */
import { COLLAB_PATH } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { contentFrom, endAll, openTab } from '#tests/support/carriers.ts';
import { inviteInto, newPerson, type TestPerson } from '#tests/support/people.ts';
import { spawnTestServer } from '#tests/support/server.ts';
import type { Page, Room, Subject } from './subject.ts';

/** Starts the server, with an admin who makes the rooms. */
export async function startOurs(): Promise<Subject> {
  const server = await spawnTestServer();
  const admin = newPerson(server);
  await admin.signUp('Ayşe Demir');
  const team: TestPerson[] = [];

  async function member(index: number): Promise<TestPerson> {
    const known = team[index];
    if (known) return known;
    const person = newPerson(server);
    await person.signUp(`Kişi ${index}`);
    team[index] = person;
    return person;
  }

  return {
    name: 'Ortak',
    port: server.port,
    kill: () => server.kill(),
    restart: () => server.restart(),
    output: () => server.output(),
    remove: () => server.remove(),
    async newRoom(people): Promise<Room> {
      const workspace = await admin.createWorkspace();
      const name = roomName('workspace', workspace);
      for (let index = 0; index < people; index += 1) {
        const person = await member(index);
        await inviteInto(workspace, admin, person, 'rep');
      }
      return {
        open: async (index, port) => openPage(await member(index), port, name),
        async witness() {
          const open = admin.open(name);
          await open.synced();
          return { doc: open.doc, leave: () => open.close() };
        },
        leave: endAll,
      };
    },
  };
}

async function openPage(person: TestPerson, port: number, name: string): Promise<Page> {
  const headers = { cookie: person.cookie, origin: `http://127.0.0.1:${port}` };
  const fetchContent = contentFrom(headers.origin, headers);
  const tab = openTab(person.id, `ws://127.0.0.1:${port}${COLLAB_PATH}`, { headers, fetchContent });
  const room = tab.openRoom(name, 'write');
  await room.loaded;
  return {
    doc: room.doc,
    isSaved: () => room.state.getSnapshot().status === 'savedOnServer',
    onChange: (listener) => void room.state.subscribe(listener),
    stop: () => tab.stop(),
  };
}
