/** The least that any page must do that shows a Y.Doc: read the bytes, apply them, paint forty rows of plain elements. */
import type * as Y from 'yjs';
import { CELLS, fetchState, firstRows, from, type Lead, leadsOf, textOf } from './content.ts';

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const asking = indexedDB.open('floor', 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore('state');
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
  });

async function fromDevice(): Promise<Uint8Array> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const asking = database.transaction('state').objectStore('state').get('all');
    asking.onsuccess = () => resolve(asking.result as Uint8Array);
    asking.onerror = () => reject(asking.error);
  });
}

async function keep(bytes: Uint8Array): Promise<void> {
  const writing = (await open()).transaction('state', 'readwrite');
  writing.objectStore('state').put(bytes, 'all');
  return new Promise((resolve, reject) => {
    writing.oncomplete = () => resolve();
    writing.onerror = () => reject(writing.error);
  });
}

function paint(leads: Y.Map<Lead>): void {
  const table = document.createElement('table');
  for (const [, lead] of firstRows(leads)) {
    const row = table.insertRow();
    for (const name of CELLS) row.insertCell().textContent = textOf(lead, name);
  }
  const count = document.createElement('h1');
  count.textContent = String(leads.size);
  document.body.append(count, table);
}

const bytes = from === 'device' ? await fromDevice() : await fetchState();
if (from === 'keep') {
  await keep(bytes);
  document.title = 'kept';
} else paint(leadsOf(bytes));
