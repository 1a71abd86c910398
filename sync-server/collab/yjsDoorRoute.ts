/**
 * From a request to a socket of the open door. What signs in is a key or a short-lived token that the request brings,
 * never a cookie: a foreign page in someone's browser has neither, so its Origin does not matter. A key is not taken
 * from the address, which proxies write down. Nothing of it is ever reported.
 */
import { upgradeWebSocket } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { WebSocket } from 'ws';
import { versionToken } from '#schema/documentVersion.ts';
import { DOOR_CREDENTIAL_PREFIX, DOOR_PATH, doorCode } from '#schema/door.ts';
import { CLOSE } from '#schema/protocol.ts';
import { parseRoom } from '#schema/rooms.ts';
import { type ApiKeys, isKeySecret } from '../accounts/apiKeys.ts';
import type { DoorTokens } from '../accounts/doorTokens.ts';
import type { Identity } from '../accounts/identity.ts';
import { bearerOf, parameter, refuse } from '../http/answers.ts';
import type { Attempts } from '../http/attempts.ts';
import type { Routed } from '../http/guard.ts';
import type { Collaboration, SocketHandler } from './collaboration.ts';
import type { Closing, SocketOwner } from './liveSocket.ts';
import { openDoor } from './yjsDoor.ts';

interface Options {
  readonly collaboration: Collaboration;
  readonly identity: Identity;
  readonly keys: ApiKeys;
  readonly tokens: DoorTokens;
  readonly attempts: Attempts;
  readonly now: () => number;
}

/** Whoever came, with the one workspace that they may enter. */
interface Visitor {
  readonly owner: SocketOwner;
  readonly workspace: string;
}

export function yjsDoorRoute(options: Options): Hono<Routed> {
  const { collaboration, attempts } = options;
  const app = new Hono<Routed>();
  const path = `${DOOR_PATH}/:room`;

  app.get(path, async (c, next) =>
    attempts.take('socket', c.get('whence').client) ? next() : refuse(c, 'too-many-requests'),
  );

  app.get(
    path,
    upgradeWebSocket(async (c: Context<Routed>) => {
      const room = parameter(c, 'room');
      const visitor = await visitorOf(c, options);
      const closing = problemWith(visitor, room, collaboration);
      // Without the address as it came: there is a token in it.
      const request = new Request(new URL(DOOR_PATH, c.req.url), { headers: { 'user-agent': 'y-websocket' } });
      // A program that says nothing writes documents of the first version.
      const token = versionToken(Number(c.req.query('version') ?? 1));
      let handler: SocketHandler | null = null;
      return {
        onOpen(_event, { raw }) {
          if (!(raw instanceof WebSocket)) throw new Error('The socket is none of ws.');
          // Opened only to say so: a client that is refused at the upgrade would try for ever.
          if (closing || 'code' in visitor) {
            const { code, reason } = closing ?? CLOSE.unauthenticated;
            raw.close(doorCode(code), reason);
          } else handler = openDoor(raw, room, token, (wire) => collaboration.accept(wire, request, visitor.owner));
        },
        onMessage({ data }) {
          if (data instanceof ArrayBuffer) handler?.message(new Uint8Array(data));
          else handler?.close(CLOSE.malformed);
        },
        onClose({ code, reason }) {
          handler?.closed(code, reason);
        },
      };
    }),
  );

  app.get(path, (c) => refuse(c, 'bad-request'));
  return app;
}

function problemWith(visitor: Visitor | Closing, name: string, { isClosing }: Collaboration): Closing | null {
  if (isClosing) return CLOSE.shuttingDown;
  if ('code' in visitor) return visitor;
  const room = parseRoom(name);
  if (!room) return CLOSE.unknownRoom;
  // One workspace and nobody's own room, whatever else the person behind a token may open.
  return room.kind !== 'user' && room.owner === visitor.workspace ? null : CLOSE.forbidden;
}

/** Who comes in, or why nobody does. */
async function visitorOf(c: Context<Routed>, options: Options): Promise<Visitor | Closing> {
  const { attempts } = options;
  const { client } = c.get('whence');
  if (!attempts.isLeft('credential', client)) return CLOSE.tooMany;
  const credential = credentialOf(c);
  const visitor = credential === null ? null : await holderOf(credential, options);
  if (visitor) return visitor;
  attempts.take('credential', client);
  return CLOSE.unauthenticated;
}

async function holderOf(credential: string, { identity, keys, tokens, now }: Options): Promise<Visitor | null> {
  if (isKeySecret(credential)) {
    const key = await keys.holder(credential, now());
    return key && { owner: { person: key.id, guest: false, session: key.id }, workspace: key.workspace };
  }
  const token = await tokens.holder(credential, now());
  if (!token) return null;
  const { person, session, workspace } = token;
  // Whether that session or key still is, is looked at by the room and again every few seconds.
  const account = person === session ? null : await identity.findById(person);
  return { owner: { person, guest: account?.guest ?? false, session }, workspace };
}

/** A token in the address, or either kind in a header: `Authorization`, or one of the offered sub-protocols. */
function credentialOf(c: Context<Routed>): string | null {
  const bearer = bearerOf(c);
  if (bearer !== null) return bearer;
  const offered = (c.req.header('sec-websocket-protocol') ?? '').split(',').map((part) => part.trim());
  const carrying = offered.find((part) => part.startsWith(DOOR_CREDENTIAL_PREFIX));
  if (carrying !== undefined) return carrying.slice(DOOR_CREDENTIAL_PREFIX.length);
  const token = c.req.query('token');
  return token !== undefined && !isKeySecret(token) ? token : null;
}
