// Whole workspaces by command, beside a running server.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roomName } from '#schema/rooms.ts';
import { exportToFile } from '#server/commands/exportWorkspace.ts';
import { importFromFile } from '#server/commands/importWorkspace.ts';
import { newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';

let server: TestServer;
let ayse: TestPerson;
let folder: string;
let file: string;

beforeAll(async () => {
  server = await startTestServer();
  folder = mkdtempSync(join(tmpdir(), 'ortak-files-'));
  file = join(folder, 'satis.json');
  ayse = newPerson(server);
  await ayse.signUp('Ayşe Demir', 'ayse@firma.com');
  const open = ayse.open(roomName('workspace', await ayse.createWorkspace('Satış')));
  await open.synced();
  open.doc.getMap('views').set('fair', { name: 'Fuar' });
  await open.saved();
  ayse.leave();
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.remove();
});

describe('the commands for whole workspaces', () => {
  it('write one into a file and make a new one of it, while the server runs', async () => {
    expect(await exportToFile(server.dataFolder, 'Satış', file)).toMatch(/^Wrote "Satış", 0\.0 MB, to .+satis\.json$/);
    const said = await importFromFile(server.dataFolder, file, ' AYSE@firma.com');
    const made = /\/w\/([\w-]+)$/.exec(said)![1]!;
    expect((await ayse.me()).workspaces.find(({ id }) => id === made)).toMatchObject({ name: 'Satış', role: 'admin' });
    const open = ayse.open(roomName('workspace', made));
    await open.synced();
    expect(open.doc.getMap('views').toJSON()).toEqual({ fair: { name: 'Fuar' } });
    ayse.leave();
  });

  it('say what they need, and write over nothing', async () => {
    await expect(exportToFile(server.dataFolder, undefined, file)).rejects.toThrow(
      /Say which workspace.*\n.*\n {2}.+Satış/,
    );
    await expect(exportToFile(server.dataFolder, (await ayse.me()).workspaces[0]!.id, file)).rejects.toThrow(/exists/);
    await expect(importFromFile(server.dataFolder, file, 'nobody@firma.com')).rejects.toThrow(/no account/);
    await expect(importFromFile(join(folder, 'nowhere'), file, 'a@b.c')).rejects.toThrow(/ORTAK_DATA/);
    const torn = join(folder, 'torn.json');
    writeFileSync(torn, '{"format":"ortak-workspace","version":1,"exportedAt":0}');
    await expect(importFromFile(server.dataFolder, torn, 'ayse@firma.com')).rejects.toThrow(/not whole \(at name\)/);
  });
});
