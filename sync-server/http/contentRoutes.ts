/**
 * The stored content of a room, for a device that has nothing of it: read from the log as it lies there and packed,
 * while the room itself is still being opened. What came after it the device gets on the socket, as after any absence.
 */
import { promisify } from 'node:util';
import { constants, gzip, zstdCompress } from 'node:zlib';
import { Hono } from 'hono';
import { API } from '#schema/protocol.ts';
import { CONTENT_BYTES_HEADER, writeRoomContent } from '#schema/roomContent.ts';
import { accessTo } from '../collab/authentication.ts';
import { RoomRefused } from '../collab/context.ts';
import { parameter, refuse } from './answers.ts';
import type { Routed } from './guard.ts';
import type { Surroundings } from './surroundings.ts';
import { sessionOf } from './who.ts';

/** Packing less than this costs more than it saves. */
const PACK_FROM_BYTES = 4096;

export function contentRoutes(surroundings: Surroundings): Hono<Routed> {
  const { workspaces, content, attempts } = surroundings;
  const app = new Hono<Routed>();

  app.get(API.content(':room'), async (c) => {
    const session = await sessionOf(c, surroundings);
    if (session instanceof Response) return session;
    const { person } = session;
    const room = parameter(c, 'room');
    try {
      await accessTo(workspaces, room, person.id);
    } catch (error) {
      if (error instanceof RoomRefused) return refuse(c, 'not-found');
      throw error;
    }
    if (!attempts.take('content', person.id)) return refuse(c, 'too-many-requests');
    const { snapshot, rows } = await content(room);
    const body = writeRoomContent([...(snapshot ? [snapshot] : []), ...rows.map(({ update }) => update)]);
    const packed = await pack(body, c.req.header('accept-encoding') ?? '');
    c.header('content-type', 'application/octet-stream');
    c.header(CONTENT_BYTES_HEADER, String(body.length));
    c.header('vary', 'accept-encoding');
    if (packed.encoding !== null) c.header('content-encoding', packed.encoding);
    return c.body(packed.body);
  });

  return app;
}

/** Packs a body in a way that is taken there: quickly rather than well, since someone waits for it. */
async function pack(
  body: Uint8Array<ArrayBuffer>,
  accepted: string,
): Promise<{ readonly body: Uint8Array<ArrayBuffer>; readonly encoding: 'zstd' | 'gzip' | null }> {
  if (body.length < PACK_FROM_BYTES) return { body, encoding: null };
  if (/\bzstd\b/.test(accepted)) return { body: await zstd(body), encoding: 'zstd' };
  if (/\bgzip\b/.test(accepted)) return { body: await zip(body), encoding: 'gzip' };
  return { body, encoding: null };
}

const zstd = (body: Uint8Array) =>
  promisify(zstdCompress)(body, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
const zip = (body: Uint8Array) => promisify(gzip)(body, { level: 1 });
