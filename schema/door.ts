/**
 * What is said about the open door: `/yjs/<room>`, where any Yjs client joins by the standard y-websocket protocol,
 * and the keys of programs that come through it. Both sides import these shapes; each edge parses once.
 */
import * as z from 'zod/mini';
import { CLOSE } from './protocol.ts';

/** Where the door is; the room's name follows. */
export const DOOR_PATH = '/yjs';

/** The prefix of the offered sub-protocol that carries a key or token; `ortak`, offered before it, is the one that is chosen. */
export const DOOR_CREDENTIAL_PREFIX = 'ortak.';

/** What a program may be: it administers nothing, so it is never an admin. */
export const KEY_ROLES = ['viewer', 'rep', 'manager'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
const role = z.enum(KEY_ROLES);

export const NewKeyBody = z.object({ name, role });
export type NewKey = z.infer<typeof NewKeyBody>;

/** A key as its administrators see it; the secret itself is shown once, when it is made. */
export const ApiKeyShape = z.object({
  id: z.string(),
  name: z.string(),
  role,
  /** the account that made it */
  createdBy: z.string(),
  createdAt: z.number(),
  /** null until it is first used */
  lastUsedAt: z.nullable(z.number()),
});
export type ApiKey = z.infer<typeof ApiKeyShape>;

export const ApiKeysShape = z.object({ keys: z.array(ApiKeyShape) });
export const MadeKeyShape = z.object({ key: ApiKeyShape, secret: z.string() });
export type MadeKey = z.infer<typeof MadeKeyShape>;

/** A token that opens the door of one workspace for a few minutes, and the rooms that it opens. */
export const DoorTokenShape = z.object({
  token: z.string(),
  expiresAt: z.number(),
  rooms: z.object({ workspace: z.string(), settings: z.string() }),
});
export type DoorToken = z.infer<typeof DoorTokenShape>;

/**
 * | call | body | answer |
 * |---|---|---|
 * | GET    /api/workspaces/:id/keys | – | keys that are in force (admin) |
 * | POST   /api/workspaces/:id/keys | NewKey | MadeKey, with the secret, once (admin) |
 * | DELETE /api/workspaces/:id/keys/:key | – | {} (admin; its connections close at once) |
 * | POST   /api/workspaces/:id/door-token | – | DoorToken (by session, or by `Authorization: Bearer <key>`) |
 */
export const DOOR_API = {
  keys: (workspace: string) => `/api/workspaces/${workspace}/keys`,
  key: (workspace: string, key: string) => `/api/workspaces/${workspace}/keys/${key}`,
  token: (workspace: string) => `/api/workspaces/${workspace}/door-token`,
} as const;

/**
 * Close codes as the standard client reads them: it takes 4400–4499 as final and everything else as passing. Codes of
 * our own page that mean "come back" move out of that range, and those that would be repeated for ever move into it.
 */
const DOOR_CODES: Readonly<Record<number, number>> = {
  [CLOSE.rightsChanged.code]: 4509,
  [CLOSE.tooMany.code]: 4529,
  [CLOSE.tooLarge.code]: 4413,
};

/** The code with which the door closes where our own socket would close with `code`. */
export const doorCode = (code: number): number => DOOR_CODES[code] ?? code;
