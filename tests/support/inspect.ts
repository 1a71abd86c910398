/** Looks into a spawned Node process: collects its garbage, then says how much memory it holds. Needs `INSPECTABLE`. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Environment with which a spawned server can be looked into. */
export const INSPECTABLE = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

export interface Memory {
  /** Bytes of living objects on the heap, after a collection. */
  readonly heap: number;
  /** Bytes outside of it that buffers hold. */
  readonly external: number;
  /** Bytes that the process takes from the machine. */
  readonly resident: number;
}

export interface Inspected {
  memory(): Promise<Memory>;
  close(): void;
}

interface Evaluated {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** Connects to the process that printed this. */
export async function inspect(output: string): Promise<Inspected> {
  const address = [...output.matchAll(/Debugger listening on (ws:\/\/\S+)/g)].at(-1)?.[1];
  if (address === undefined) throw new Error(`The process cannot be looked into; it printed:\n${output}`);
  const ws = new WebSocket(address);
  await once(ws, 'open');
  let last = 0;

  async function ask(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    last += 1;
    const id = last;
    const answered = new Promise<Evaluated>((resolve) => {
      const hear = (data: unknown): void => {
        const answer = JSON.parse(String(data)) as Evaluated;
        if (answer.id !== id) return;
        ws.off('message', hear);
        resolve(answer);
      };
      ws.on('message', hear);
    });
    ws.send(JSON.stringify({ id, method, params }));
    return (await answered).result?.result?.value;
  }

  return {
    async memory() {
      // Twice: what a finalizer lets go of in the first is gone in the second.
      for (let round = 0; round < 2; round += 1) await ask('HeapProfiler.collectGarbage');
      const usage = await ask('Runtime.evaluate', { expression: 'process.memoryUsage()', returnByValue: true });
      const { heapUsed, external, rss } = usage as NodeJS.MemoryUsage;
      return { heap: heapUsed, external, resident: rss };
    },
    close: () => ws.close(),
  };
}
