/**
 * The least that any page must do that shows a Y.Doc: read the bytes, apply them, paint forty rows of plain elements.
 * `?from=server` fetches them, `?from=device` reads them from IndexedDB, where `?from=keep` put them.
 */
import * as Y from 'yjs';

const CELLS = ['firstName', 'lastName', 'company', 'jobTitle', 'phone', 'email', 'city', 'owner'];

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const asking = indexedDB.open('floor', 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore('state');
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
  });

async function fromServer(): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch('/state')).arrayBuffer());
}

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

function paint(doc: Y.Doc): void {
  const leads = doc.getMap<Y.Map<unknown>>('lead');
  const table = document.createElement('table');
  let left = 40;
  for (const lead of leads.values()) {
    const base = lead.get('$') as Record<string, unknown>;
    const row = table.insertRow();
    for (const name of CELLS) row.insertCell().textContent = String(lead.get(name) ?? base[name] ?? '');
    left -= 1;
    if (left === 0) break;
  }
  const count = document.createElement('h1');
  count.textContent = String(leads.size);
  document.body.append(count, table);
}

const from = new URLSearchParams(location.search).get('from');
const bytes = from === 'device' ? await fromDevice() : await fromServer();
if (from === 'keep') {
  await keep(bytes);
  document.title = 'kept';
} else {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  paint(doc);
}
