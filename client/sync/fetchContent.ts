/**
 * Fetches what the server has stored of a room, for a device that has nothing of it. An answer that stops coming is
 * given up: the socket brings the same, and says what is wrong.
 */
import { API } from '#schema/protocol.ts';
import { readRoomContent } from '#schema/roomContent.ts';
import { answerTo } from './earlyAnswers.ts';

/** How long nothing may come, in ms. */
const STALLED_MS = 10_000;

/** The updates that are the content of a room, or null when they cannot be had this way now. */
export async function fetchContent(room: string): Promise<readonly Uint8Array[] | null> {
  const giveUp = new AbortController();
  let stalled = setTimeout(() => giveUp.abort(), STALLED_MS);
  try {
    const answer = await answerTo(API.content(room), giveUp.signal);
    if (!answer.ok || !answer.body || answer.headers.get('content-type') !== 'application/octet-stream') return null;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const reader = answer.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      clearTimeout(stalled);
      stalled = setTimeout(() => giveUp.abort(), STALLED_MS);
    }
    return readRoomContent(new Uint8Array(await new Blob(chunks).arrayBuffer()));
  } catch {
    // no network, no answer in time, or a page of someone else's: told by the socket, which is tried next
    return null;
  } finally {
    clearTimeout(stalled);
  }
}
