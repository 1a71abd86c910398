/**
 * Remembers who used this device last, and their workspaces and roles, so that the page opens without the server.
 * A tiny database of its own: it must be readable before the user, and so the name of their database, is known.
 */
import { Dexie, type Table } from 'dexie';
import * as z from 'zod/mini';
import { type Me, MeShape } from '#schema/protocol.ts';

const KEY = 'me';
const Cached = z.object({ key: z.string(), me: MeShape });

class LastUserStore extends Dexie {
  declare users: Table<unknown, string>;
  constructor() {
    super('ortak');
    this.version(1).stores({ users: 'key' });
  }
}

/** The person who used this device last, or null: nobody did, they signed out, or it can't be read any more. */
export async function readLastUser(): Promise<Me | null> {
  return withStore(async (store) => {
    const found = Cached.safeParse(await store.users.get(KEY));
    return found.success ? found.data.me : null;
  });
}

/** Remembers this answer of the server for the next time without it. */
export async function rememberLastUser(me: Me): Promise<void> {
  await withStore((store) => store.users.put({ key: KEY, me }));
}

/** Forgets who used this device. */
export async function forgetLastUser(): Promise<void> {
  await withStore((store) => store.users.delete(KEY));
}

async function withStore<T>(work: (store: LastUserStore) => Promise<T>): Promise<T> {
  const store = new LastUserStore();
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
