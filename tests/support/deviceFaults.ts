/** Faults of the browser's own database, put into the in-memory one that tests run on. */
import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';

type Fault = 'QuotaExceededError' | 'UnknownError';

const open = new Set<IDBDatabase>();
let failing: Fault | null = null;

intercept(IDBDatabase.prototype, 'transaction', (database, proceed) => {
  if (database instanceof IDBDatabase) open.add(database);
  return proceed();
});
for (const name of ['add', 'put'] as const) {
  intercept(IDBObjectStore.prototype, name, (store, proceed) => (failing ? failedRequest(store, failing) : proceed()));
}
for (const name of ['get', 'getAll', 'openCursor'] as const) {
  intercept(IDBObjectStore.prototype, name, (store, proceed) =>
    failing === 'UnknownError' ? failedRequest(store, failing) : proceed(),
  );
}

/** Every write fails from now on, because the quota is used up. */
export function fillDevice(): void {
  failing = 'QuotaExceededError';
}

/** Nothing can be read or written from now on. */
export function breakDevice(): void {
  failing = 'UnknownError';
}

/** Everything works again. */
export function healDevice(): void {
  failing = null;
}

/** The browser closes all connections, as Safari does in the background. */
export function closeDatabases(): void {
  for (const database of open) Reflect.apply(forceCloseDatabase, undefined, [database]);
  open.clear();
}

/** The browser throws a database away, as when the disk is full. */
export async function evict(name: string): Promise<void> {
  closeDatabases();
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', resolve);
    request.addEventListener('error', () => reject(request.error));
  });
}

/** A request that fails as in a browser: its error event aborts the transaction. */
function failedRequest(store: unknown, fault: Fault): unknown {
  const transaction: object = Reflect.get(Object(store), 'transaction');
  const operation = (): never => {
    throw new DOMException('made to fail by a test', fault);
  };
  const execute: () => unknown = Reflect.get(transaction, '_execRequestAsync');
  return Reflect.apply(execute, transaction, [{ operation, source: store }]);
}

function intercept(target: object, name: string, handle: (self: unknown, proceed: () => unknown) => unknown): void {
  const original: (...args: unknown[]) => unknown = Reflect.get(target, name);
  Reflect.set(target, name, function intercepted(this: unknown, ...args: unknown[]) {
    return handle(this, () => Reflect.apply(original, this, args));
  });
}
