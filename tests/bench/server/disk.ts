/**
 * The floor under an acknowledgement that is true: some bytes written and brought to the disk, by a program that does
 * nothing else, and by one that must go on with other work meanwhile, as every server must, and so is told from a thread.
 */
import { closeSync, fdatasync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const WRITES = 80;
/** Between two writes, as long as between the edits of fifty people, ms. */
const PAUSE_MS = 4;

/** Times of a write with fdatasync, ms. */
export interface Disk {
  readonly alone: number[];
  readonly fromThread: number[];
}

/** Writes where the servers keep what is theirs. */
export async function diskAlone(): Promise<Disk> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ortak-bench-'));
  const file = openSync(path.join(folder, 'journal'), 'w');
  const page = new Uint8Array(4_096);
  const took: Disk = { alone: [], fromThread: [] };
  for (let write = 0; write < WRITES; write += 1) {
    let since = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    took.alone.push(performance.now() - since);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    since = performance.now();
    writeSync(file, page);
    await promisify(fdatasync)(file);
    took.fromThread.push(performance.now() - since);
  }
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return took;
}
