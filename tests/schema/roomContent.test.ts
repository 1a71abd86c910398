import { describe, expect, it } from 'vitest';
import { readRoomContent, writeRoomContent } from '#schema/roomContent.ts';

const update = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at % 251);

describe('the content of a room as one body', () => {
  it('gives back the updates that were put in, each with bytes of its own', () => {
    for (const updates of [[], [update(1)], [update(70_000), update(0), update(127), update(128)]]) {
      const read = readRoomContent(writeRoomContent(updates));
      expect(read).toEqual(updates);
      for (const each of read) expect(each.buffer.byteLength).toBe(each.length);
    }
  });

  it('that ends in the middle of an update is none', () => {
    const body = writeRoomContent([update(500), update(500)]);
    for (const length of [1, 300, 503, 800, body.length - 1]) {
      expect(() => readRoomContent(body.slice(0, length))).toThrow();
    }
  });
});
