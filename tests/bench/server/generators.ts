/** The processes that make the load, as the bench sees them: one that only listens, and those in which people write. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Order, Report } from './generator.ts';

export interface Generator {
  /** Answers when it is done; rejects when the process gave up. */
  ask(order: Order): Promise<Report>;
}

export interface Generators {
  readonly listener: Generator;
  readonly writing: readonly Generator[];
  stop(): Promise<void>;
}

export function startGenerators(writing: number): Generators {
  const children: ChildProcess[] = [];
  const start = (): Generator => {
    const child = fork(path.join(import.meta.dirname, 'generator.ts'), { serialization: 'advanced' });
    children.push(child);
    return {
      async ask(order) {
        const over = new AbortController();
        const answered = once(child, 'message', { signal: over.signal });
        const gone = once(child, 'exit', { signal: over.signal }).then(() => {
          throw new Error('a process that makes the load gave up');
        });
        child.send(order);
        try {
          const [report] = (await Promise.race([answered, gone])) as [Report];
          return report;
        } finally {
          // whichever of the two did not come is not waited for
          answered.catch(() => undefined);
          gone.catch(() => undefined);
          over.abort();
        }
      },
    };
  };
  return {
    listener: start(),
    writing: Array.from({ length: writing }, start),
    async stop() {
      for (const child of children) {
        const gone = once(child, 'exit');
        child.disconnect();
        await gone;
      }
    },
  };
}
