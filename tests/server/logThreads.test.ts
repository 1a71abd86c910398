/** A thread of the log that rests: it is let go when nothing is asked, and nobody who asks notices. */
import { describe, expect, it } from 'vitest';
import { createLogThread } from '#server/storage/logThreads.ts';

type Question = { readonly id: number } & ({ readonly kind: 'who' } | { readonly kind: 'close' });
type Answer =
  | { readonly id: number; readonly ok: true; readonly thread: number }
  | { readonly id: number; readonly ok: false; readonly reason: string };

/** Answers with the number of its thread; closes when it is told to. */
const SCRIPT = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', ({ id, kind }) => {
      parentPort.postMessage({ id, ok: true, thread: threadId });
      if (kind === 'close') parentPort.close();
    });
  `)}`,
);

describe('a thread of the log', () => {
  it('stays while it is asked, and is another one after a rest', async () => {
    const thread = createLogThread<Question, Answer>(SCRIPT, 'none', 30);
    const ask = async (): Promise<number> => (await thread.ask({ kind: 'who' })).thread;
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second).toBe(first);
    await expect.poll(ask, { interval: 90 }).not.toBe(first);
    await thread.end();
    await expect(ask()).rejects.toThrow('closed');
  });

  it('answers what it was asked around the moment in which it is let go', async () => {
    const thread = createLogThread<Question, Answer>(SCRIPT, 'none', 2);
    const threads = new Set<number>();
    for (let question = 0; question < 60; question++) {
      threads.add((await thread.ask({ kind: 'who' })).thread);
      await new Promise((resolve) => setTimeout(resolve, question % 5));
    }
    await thread.end();
    expect(threads.size).toBeGreaterThan(1);
  });
});
