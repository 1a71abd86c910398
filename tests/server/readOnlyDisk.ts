/**
 * A data folder on a disk that turns read-only while it is in use, as a kernel does it after a fault of the file system:
 * an ext4 in a file where mounting is permitted (Linux, as root), else a folder whose databases refuse in SQLite's words.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { breakAccounts, breakDisk } from './stored.ts';

export interface ReadOnlyDisk {
  /** `mounted`: what happens is what the kernel does. `injected`: SQLite is told to fail. */
  readonly kind: 'mounted' | 'injected';
  readonly folder: string;
  /** Every write fails from now on, also into files that are open. */
  turnReadOnly(): void;
  /** What a person does then, with the server stopped: unmount, check, mount again. */
  repair(): void;
  /** Takes it away. */
  remove(): void;
}

const SIZE = 32 * 1024 * 1024;
const READ_ONLY = 'attempt to write a readonly database';

export function openReadOnlyDisk(): ReadOnlyDisk {
  const place = mkdtempSync(join(tmpdir(), 'ortak-read-only-'));
  return mounted(place) ?? injected(place);
}

const run = (command: string, ...options: string[]): string | null => {
  const { status, stdout } = spawnSync(command, options, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
};

function mounted(place: string): ReadOnlyDisk | null {
  const image = join(place, 'image');
  const folder = join(place, 'folder');
  mkdirSync(folder);
  writeFileSync(image, '');
  truncateSync(image, SIZE);
  const mount = () => run('mount', '-o', 'loop,errors=remount-ro', image, folder);
  if (run('mkfs.ext4', '-q', '-F', image) === null || mount() === null) return null;
  const device = basename(run('findmnt', '-no', 'SOURCE', folder) ?? '');
  return {
    kind: 'mounted',
    folder,
    turnReadOnly: () => writeFileSync(`/sys/fs/ext4/${device}/trigger_fs_error`, '1'),
    repair() {
      if (run('umount', folder) === null) throw new Error('The disk is still in use.');
      // Answers 1 for what it mended.
      run('fsck.ext4', '-y', image);
      if (mount() === null) throw new Error('The disk could not be mounted again.');
    },
    remove() {
      run('umount', '-l', folder);
      rmSync(place, { recursive: true, force: true });
    },
  };
}

function injected(folder: string): ReadOnlyDisk {
  let heal: (() => void)[] = [];
  return {
    kind: 'injected',
    folder,
    turnReadOnly() {
      heal = [breakDisk(folder, READ_ONLY), breakAccounts(folder, READ_ONLY)];
    },
    repair() {
      for (const one of heal.splice(0)) one();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
