/**
 * Hocuspocus as its manual sets it up: its database extension with the default debounce (2 s, at most 10 s) over a
 * SQLite file, by the statements of its own SQLite extension. A process of its own: file and port as arguments.
 */
import { DatabaseSync } from 'node:sqlite';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

const [file = ':memory:', port = '0'] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec('CREATE TABLE IF NOT EXISTS documents (name TEXT NOT NULL, data BLOB NOT NULL, UNIQUE (name))');
const select = database.prepare('SELECT data FROM documents WHERE name = ?');
const upsert = database.prepare(
  'INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data',
);

const server = new Server({
  address: '127.0.0.1',
  port: Number(port),
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const data = select.get(documentName)?.['data'];
        return data instanceof Uint8Array ? data : null;
      },
      store: async ({ documentName, state }) => {
        upsert.run(documentName, state);
      },
    }),
  ],
});
await server.listen();
console.log(`listening on ${server.address.port}`);
