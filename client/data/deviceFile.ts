/**
 * What this device holds of a workspace as a file, changes that wait included, and such a file taken back: merged like a
 * colleague's work, so that nothing here is lost by it, and then kept and sent like anything made here.
 */
import * as Y from 'yjs';
import { roomAccess } from '#schema/policy.ts';
import { backupRooms, readBackup } from '../sync/fileBackup.ts';
import { today } from './environment.ts';
import { saveFile } from './exportFile.ts';
import type { OpenWorkspace } from './openWorkspace.ts';

const MAX_BYTES = 256 * 1024 * 1024;
/** The origin of what is taken back: it counts as made here. */
const FILE = Symbol('file');

/** Hands everything that is in memory and on the device to the person, as a download. */
export function downloadDeviceFile({ room, settingsRoom }: OpenWorkspace): void {
  const text = backupRooms([room, settingsRoom]);
  saveFile(new Blob([text], { type: 'application/json' }), `ortak-${today()}.cihaz.json`);
}

export type TakenBack = 'taken' | 'nothing-new' | 'no-backup' | 'other-workspace' | 'too-large';

/** Takes back what such a file holds and this document lacks. */
export async function takeBackDeviceFile(workspace: OpenWorkspace, file: File): Promise<TakenBack> {
  if (file.size > MAX_BYTES) return 'too-large';
  const rooms = readBackup(await file.text());
  if (!rooms) return 'no-backup';
  const { room, settingsRoom, env } = workspace;
  if (!rooms.has(room.room)) return 'other-workspace';
  let answer: TakenBack = 'nothing-new';
  for (const [{ doc, room: name }, kind] of [[room, 'workspace'] as const, [settingsRoom, 'settings'] as const]) {
    const update = rooms.get(name);
    if (!update || roomAccess(kind, env.actor.role) !== 'write') continue;
    const taken = (): void => {
      answer = 'taken';
    };
    doc.once('update', taken);
    Y.applyUpdate(doc, Y.diffUpdate(update, Y.encodeStateVector(doc)), FILE);
    doc.off('update', taken);
  }
  await room.flush();
  return answer;
}
