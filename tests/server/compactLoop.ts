/** A process of its own that writes into a log and compacts it, over and over, until it is killed. Says what is stored. */
import * as Y from 'yjs';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';

const [file = '', room = '', from = '0'] = process.argv.slice(2);
const log = openSqliteUpdateLog(file);
const doc = new Y.Doc();
const { snapshot, rows } = await log.read(room);
if (snapshot) Y.applyUpdate(doc, snapshot);
for (const { update } of rows) Y.applyUpdate(doc, update);
const waiting: Promise<number>[] = [];
doc.on('update', (update: Uint8Array) => {
  waiting.push(log.append({ room, update, author: null, at: 1, clients: [] }));
});
for (let n = Number(from); ; n++) {
  // Large enough that a compaction takes its time, and that half of it is deleted content.
  doc.transact(() => {
    for (let key = 0; key < 300; key++) doc.getMap('leads').set(`lead${key % 150}`, `${n} ${'x'.repeat(500)}`);
    doc.getMap('done').set(`round${n}`, n);
  });
  await Promise.all(waiting.splice(0));
  process.stdout.write(`${n}\n`);
  await log.compact(room);
}
