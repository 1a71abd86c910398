// What the server says about itself: one line an event, for machines where nobody looks, and never about people.
import { afterEach, describe, expect, it } from 'vitest';
import { API } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { readConfig } from '#server/config.ts';
import { newPerson } from '#tests/support/people.ts';
import { type SpawnedServer, spawnTestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { openRawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { breakDisk } from './stored.ts';

let server: SpawnedServer | null = null;

afterEach(async () => {
  await server?.remove();
});

describe('the report', () => {
  it('is text for a person at a terminal, and lines of JSON elsewhere', () => {
    expect(readConfig({}, { isTerminal: true }).logStyle).toBe('text');
    expect(readConfig({}, { isTerminal: false }).logStyle).toBe('json');
    expect(readConfig({ ORTAK_LOG: 'text' }, { isTerminal: false }).logStyle).toBe('text');
  });

  it('is one object a line, whatever goes wrong, and holds nothing about people or their work', async () => {
    server = await spawnTestServer({ ORTAK_LOG: 'json' });
    const { origin, dataFolder } = server;
    const secrets = ['Ayşegül', 'aysegul@gizli-firma.com', 'Gizli Firma', 'Çok gizli not', 'parola-çok-gizli'];
    const [name = '', email = '', workspaceName = '', words = '', password = ''] = secrets;
    const ayse = newPerson(server);
    await ayse.signUp(name, email, password);
    await ayse.call('POST', API.signIn, { email, password: 'yanlış-parola' });
    await ayse.call('POST', API.workspaces, `{"name": "${workspaceName}"`);
    const room = roomName('workspace', await ayse.createWorkspace(workspaceName));
    const open = ayse.open(room);
    await open.synced();
    open.doc.getText('note').insert(0, words);
    await open.saved();
    const raw = await openRawSocket(origin, ayse.headers());
    await raw.enter(room);
    raw.send(syncFrame(room, SYNC.update, new TextEncoder().encode(words)));
    await raw.closed();
    const stranger = await openRawSocket(origin, ayse.headers());
    await stranger.enter(roomName('workspace', 'someone-elses-workspace'));
    stranger.close();
    const heal = breakDisk(dataFolder);
    open.doc.getText('note').insert(0, words);
    await until(() => server!.output().includes('Nothing can be stored'));
    heal();
    await until(() => open.provider.isSynced && open.provider.unsyncedChanges === 0, 60_000);
    ayse.leave();
    await server.close();
    const lines = server.output().trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const event of events) {
      expect(event).toMatchObject({
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
        level: expect.stringMatching(/^(info|warning|error)$/),
        event: expect.any(String),
      });
    }
    const said = events.map(({ event }) => event);
    expect(said).toContain(origin);
    expect(said).toContain('A frame was refused and its socket closed.');
    expect(said).toContain('Nothing can be stored. Work is not acknowledged until it can.');
    expect(said).toContain('Work is stored again.');
    expect(said.at(-1)).toBe('Stopping.');
    for (const secret of [...secrets, 'yanlış-parola', ayse.cookie, ayse.id]) {
      expect(server.output()).not.toContain(secret);
    }
  });
});
