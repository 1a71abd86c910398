/**
 * The stored content of a room as one body: Yjs updates one after another, each with its length before it (a variable
 * length integer as lib0 writes it). Together they are everything that the server has acknowledged in the room.
 */
import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding';

/** Says how long the body is when it is unpacked, since what counts the packed bytes cannot tell how much is missing. */
export const CONTENT_BYTES_HEADER = 'ortak-content-bytes';

/** Puts updates into a body. */
export function writeRoomContent(updates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const lengths = updates.map((update) => {
    const encoder = createEncoder();
    writeVarUint(encoder, update.length);
    return { encoder, update };
  });
  const body = new Uint8Array(lengths.reduce((sum, { encoder, update }) => sum + length(encoder) + update.length, 0));
  let at = 0;
  for (const { encoder, update } of lengths) {
    body.set(toUint8Array(encoder), at);
    at += length(encoder);
    body.set(update, at);
    at += update.length;
  }
  return body;
}

/** The updates of a body, each with bytes of its own; throws where the body is none. */
export function readRoomContent(body: Uint8Array): Uint8Array[] {
  const decoder = createDecoder(body);
  const updates: Uint8Array[] = [];
  // copied: who keeps a view of a body on the device keeps the whole body
  while (hasContent(decoder)) updates.push(readVarUint8Array(decoder).slice());
  return updates;
}
