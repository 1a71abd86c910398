/**
 * A data folder on a disk that a test can fill, empty and make read-only: a small file system of its own where mounting
 * is permitted (Linux, as root), else a folder whose databases are told to refuse what a full disk would refuse.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakAccounts, breakDisk } from './stored.ts';

export interface SmallDisk {
  /** `mounted`: what happens is what the kernel does. `injected`: SQLite is told to fail. */
  readonly kind: 'mounted' | 'injected';
  readonly folder: string;
  /** What a failing write says. */
  readonly complaint: RegExp;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives it back. */
  empty(): void;
  /** Takes it away. */
  remove(): void;
}

const SIZE_MB = 8;

/** Makes one. A server has to have started on it before it is filled. */
export function openSmallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'ortak-small-disk-'));
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder]);
  return mount.status === 0 ? mounted(folder) : injected(folder);
}

function mounted(folder: string): SmallDisk {
  const filler = join(folder, 'filler');
  return {
    kind: 'mounted',
    folder,
    complaint: /full/,
    fill() {
      const file = openSync(filler, 'w');
      try {
        for (let size = 64 * 1024; size >= 1; ) {
          try {
            if (writeSync(file, new Uint8Array(size)) < size) size = Math.floor(size / 2);
          } catch {
            // No room for a piece of this size.
            size = Math.floor(size / 2);
          }
        }
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function injected(folder: string): SmallDisk {
  let heal: (() => void)[] = [];
  return {
    kind: 'injected',
    folder,
    complaint: /full/,
    fill() {
      heal = [breakDisk(folder), breakAccounts(folder)];
    },
    empty() {
      for (const one of heal.splice(0)) one();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
