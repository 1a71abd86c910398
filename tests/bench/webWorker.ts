/** The browser's workers on threads of Node, so that the app's own modules for both sides run as they are. */
import { Worker as Thread } from 'node:worker_threads';

const INSIDE = (module: string): string => `
  const { parentPort } = require('node:worker_threads');
  globalThis.self = { postMessage: (message) => parentPort.postMessage(message), onmessage: null };
  const early = [];
  parentPort.on('message', (data) => (self.onmessage ? self.onmessage({ data }) : early.push(data)));
  import(${JSON.stringify(module)}).then(() => early.splice(0).forEach((data) => self.onmessage({ data })));
`;

class ThreadWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  readonly #thread: Thread;

  constructor(module: URL) {
    this.#thread = new Thread(INSIDE(module.href), { eval: true });
    this.#thread.on('message', (data: unknown) => this.onmessage?.({ data }));
    this.#thread.on('error', (error: unknown) => this.onerror?.({ message: String(error) }));
  }

  postMessage(message: unknown): void {
    this.#thread.postMessage(message);
  }

  terminate(): void {
    void this.#thread.terminate();
  }
}

/** Gives this process what the app expects of a page: `Worker`, and a window without idle callbacks. */
export function provideWorkers(): void {
  Object.defineProperty(globalThis, 'Worker', { value: ThreadWorker, configurable: true });
  Object.defineProperty(globalThis, 'window', { value: {}, configurable: true });
}
