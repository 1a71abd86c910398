// What a device may drop: the server says from which workspaces someone parted, and never takes not knowing for it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { API } from '#schema/protocol.ts';
import { backUp } from '#server/commands/backup.ts';
import { restore } from '#server/commands/restore.ts';
import { inviteInto, newPerson } from '#tests/support/people.ts';
import { startTestServer } from '#tests/support/server.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

async function begin() {
  const server = await startTestServer();
  endings.push(() => server.remove());
  const [ayse, burak] = [newPerson(server), newPerson(server)];
  await ayse.signUp('Ayşe');
  await burak.signUp('Burak');
  const workspace = await ayse.createWorkspace();
  await inviteInto(workspace, ayse, burak, 'rep');
  return { server, ayse, burak, workspace };
}

describe('a person who parted from a workspace', () => {
  it('hears so: removed, gone by themselves, or with the workspace deleted; and not once they are back', async () => {
    const { ayse, burak, workspace } = await begin();
    expect((await burak.me()).parted).toEqual([]);
    await ayse.call('DELETE', API.member(workspace, burak.id));
    expect((await burak.me()).parted).toEqual([workspace]);
    await inviteInto(workspace, ayse, burak, 'viewer');
    expect((await burak.me()).parted).toEqual([]);
    await burak.call('DELETE', API.member(workspace, burak.id));
    expect((await burak.me()).parted).toEqual([workspace]);
    await ayse.call('DELETE', API.workspace(workspace));
    expect((await burak.me()).parted).toEqual([workspace]);
    expect((await ayse.me()).parted).toEqual([workspace]);
  });

  it('is not someone whom a restored server merely does not know', async () => {
    const { server, ayse, burak, workspace } = await begin();
    const backups = mkdtempSync(join(tmpdir(), 'ortak-parted-'));
    endings.push(() => rmSync(backups, { recursive: true, force: true }));
    const backup = await backUp(server.dataFolder, backups, new Date());
    const later = await ayse.createWorkspace('Yedekten sonra');
    await inviteInto(later, ayse, burak, 'rep');
    await server.close();
    restore(backup, server.dataFolder, { replace: true, now: new Date() });
    await server.restart();
    for (const person of [ayse, burak]) {
      // The first call may still go out on a connection of the server that is gone.
      const { workspaces, parted } = await person.me().catch(() => person.me());
      expect(workspaces.map(({ id }) => id)).toEqual([workspace]);
      expect(parted).toEqual([]);
    }
  });
});
