/** The worker of the import: takes one order at a time from `openImportReader` and answers it. Decides nothing. */
// every list has telephones: the reader of numbers comes with the worker and not after the first question
import '#schema/phoneParser.ts';
import { createImportDesk } from './importDesk.ts';
import { inParts } from './inParts.ts';
import type { WorkerAnswer, WorkerOrder } from './importReader.ts';
import { warmUp } from './warmUp.ts';

const desk = createImportDesk();
let hasOrders = false;

addEventListener('message', (event: MessageEvent<WorkerOrder>) => {
  hasOrders = true;
  void answer(event.data).then((message) => {
    for (const part of inParts(message)) postMessage(part);
  });
});

async function beReady(): Promise<void> {
  for await (const _ of warmUp()) if (hasOrders) return;
}
void beReady();

async function answer(order: WorkerOrder): Promise<WorkerAnswer> {
  try {
    const value = order.kind === 'open' ? await desk.open(order.file, order.options) : await desk.judge(order.order);
    return { id: order.id, ok: true, value };
  } catch (error) {
    return { id: order.id, ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
