/** Cuts the worker's answer of thousands of rows into messages that the page unpacks in some milliseconds each. */
import type { WorkerAnswer } from './importReader.ts';

const ROWS = 1_000;

/** The messages of an answer, in the order in which they are to be sent; the last one is the answer itself. */
export function inParts(message: WorkerAnswer): readonly WorkerAnswer[] {
  if (!message.ok || 'before' in message || !('rows' in message.value)) return [message];
  const { value, id } = message;
  const parts: WorkerAnswer[] = [];
  let from = 0;
  for (; value.rows.length - from > ROWS; from += ROWS) {
    parts.push({ id, ok: true, before: value.rows.slice(from, from + ROWS) });
  }
  return [...parts, { id, ok: true, value: { ...value, rows: value.rows.slice(from) } }];
}
