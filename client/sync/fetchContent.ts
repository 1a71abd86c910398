/**
 * Fetches what the server has stored of a room, for a device that has nothing of it. An answer that stops coming is
 * given up: the socket brings the same, and says what is wrong.
 */
import { API } from '#schema/protocol.ts';
import { CONTENT_BYTES_HEADER, readRoomContent } from '#schema/roomContent.ts';
import { arrival } from './arrival.ts';
import { answerTo } from './earlyAnswers.ts';

/** How long nothing may come, in ms. */
const STALLED_MS = 30_000;

const WORTH_TELLING_BYTES = 64 * 1024;

/** The updates that are the content of a room, or null when they cannot be had this way now. */
export async function fetchContent(room: string): Promise<readonly Uint8Array[] | null> {
  const giveUp = new AbortController();
  let stalled = setTimeout(() => giveUp.abort(), STALLED_MS);
  try {
    const answer = await answerTo(API.content(room), giveUp.signal);
    if (!answer.ok || !answer.body || answer.headers.get('content-type') !== 'application/octet-stream') return null;
    const total = Number(answer.headers.get(CONTENT_BYTES_HEADER));
    let bytes = 0;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const reader = answer.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      bytes += next.value.length;
      if (total > WORTH_TELLING_BYTES && bytes - (arrival.getSnapshot()?.bytes ?? 0) > total / 50) {
        arrival.set({ bytes, total });
      }
      clearTimeout(stalled);
      stalled = setTimeout(() => giveUp.abort(), STALLED_MS);
    }
    return readRoomContent(new Uint8Array(await new Blob(chunks).arrayBuffer()));
  } catch {
    // no network, no answer in time, or a page of someone else's: told by the socket, which is tried next
    return null;
  } finally {
    arrival.set(null);
    clearTimeout(stalled);
  }
}
