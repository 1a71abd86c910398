/**
 * From a request to a socket: the page that asks must be ours (Origin), and the cookie must belong to a living session.
 * Without one the socket opens only to say so, since a page cannot read why an upgrade was refused.
 */
import { upgradeWebSocket } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { WebSocket } from 'ws';
import { CLOSE, COLLAB_PATH } from '#schema/protocol.ts';
import type { Identity, Session } from '../accounts/identity.ts';
import { refuse } from '../http/answers.ts';
import type { Attempts } from '../http/attempts.ts';
import type { Routed } from '../http/guard.ts';
import type { Collaboration, SocketHandler } from './collaboration.ts';
import { corkedWire } from './corkedWire.ts';
import type { SocketOwner } from './liveSocket.ts';

export function socketRoute(options: {
  collaboration: Collaboration;
  identity: Identity;
  attempts: Attempts;
}): Hono<Routed> {
  const { collaboration, identity, attempts } = options;
  const app = new Hono<Routed>();

  app.get(COLLAB_PATH, async (c, next) => {
    const { origin, client } = c.get('whence');
    if (c.req.header('origin') !== origin) return refuse(c, 'forbidden');
    if (!attempts.take('socket', client)) return refuse(c, 'too-many-requests');
    return next();
  });

  app.get(
    COLLAB_PATH,
    upgradeWebSocket(async (c: Context<Routed>) => {
      const { value: session } = await identity.session(c.req.raw.headers);
      let handler: SocketHandler | null = null;
      return {
        onOpen(_event, { raw }) {
          if (!(raw instanceof WebSocket)) throw new Error('The socket is none of ws.');
          const closing = collaboration.isClosing ? CLOSE.shuttingDown : CLOSE.unauthenticated;
          if (!session || collaboration.isClosing) raw.close(closing.code, closing.reason);
          else {
            const accepted = collaboration.accept(corkedWire(raw, c.env.incoming.socket), c.req.raw, ownerOf(session));
            handler = accepted;
            // Heard from the socket itself: an event of the web for each frame costs as much as reading it.
            raw.binaryType = 'arraybuffer';
            raw.on('message', (data) => {
              if (data instanceof ArrayBuffer) accepted.message(new Uint8Array(data));
            });
          }
        },
        onClose({ code, reason }) {
          handler?.closed(code, reason);
        },
      };
    }),
  );

  app.get(COLLAB_PATH, (c) => refuse(c, 'bad-request'));
  return app;
}

const ownerOf = ({ id, person }: Session): SocketOwner => ({ person: person.id, guest: person.guest, session: id });
