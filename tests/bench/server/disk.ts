/** The floor under an acknowledgement that is true: a few hundred bytes written and brought to the disk. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const WRITES = 100;

/** Times of a bare write with fdatasync, ms, in the folder where the servers keep what is theirs. */
export function diskAlone(): readonly number[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ortak-bench-'));
  const file = openSync(path.join(folder, 'journal'), 'w');
  const page = new Uint8Array(4_096);
  const took: number[] = [];
  for (let write = 0; write < WRITES; write += 1) {
    const since = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    took.push(performance.now() - since);
  }
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return took;
}
