import { createDecoder, type Decoder, readAny, readVarString } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeAny, writeVarString, writeVarUint8Array } from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { quickenStrings, readText, readValue } from '#schema/quickStrings.ts';
import { seededRandom, type Random } from '#tests/support/random.ts';

/** What reading answers and how far it came, or that it throws. */
function outcome(read: (decoder: Decoder) => unknown, bytes: Uint8Array): string {
  const decoder = createDecoder(bytes);
  try {
    const value = read(decoder);
    return `${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))} ${decoder.pos}`;
  } catch {
    return 'throws';
  }
}

const written = (text: string): Uint8Array => {
  const encoder = createEncoder();
  writeVarString(encoder, text);
  return toUint8Array(encoder);
};

const bare = (bytes: readonly number[]): Uint8Array => {
  const encoder = createEncoder();
  writeVarUint8Array(encoder, new Uint8Array(bytes));
  return toUint8Array(encoder);
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function anything(chance: Random, depth = 0): Json {
  const words = ['', 'firstName', 'Çağrı', '😀', 'tags/çelik', 'a'.repeat(50), '__proto__', '\uFEFF', '漢字'];
  const plain: readonly (() => Json)[] = [
    () => null,
    () => chance.chance(0.5),
    () => chance.below(1e6) - 5e5,
    () => chance.below(1000) / 7,
    () => chance.pick(words),
  ];
  if (depth > 3 || chance.chance(0.5)) return chance.pick(plain)();
  const parts = Array.from({ length: chance.below(4) }, () => anything(chance, depth + 1));
  return chance.chance(0.4) ? parts : Object.fromEntries(parts.map((part) => [chance.pick(words), part]));
}

describe('values read quickly', () => {
  test('are texts of every alphabet and length, and again when they come again', () => {
    const texts = [
      '',
      'a',
      'Işıl Öztürk',
      '\uFEFFmark',
      '😀',
      'x😀ş',
      'ш',
      '漢字',
      'é'.repeat(30),
      '\0',
      '\u07ff\u0800',
    ];
    for (let length = 0; length < 60; length += 1)
      texts.push('ğ'.repeat(length), 'firstName'.repeat(9).slice(0, length));
    for (const text of [...texts, ...texts]) expect(readText(createDecoder(written(text)))).toBe(text);
  });

  test('are refused where Yjs refuses them: broken, cut, overlong, half a pair', () => {
    const broken = [
      [0xc3],
      [0xc0, 0x80],
      [0xc1, 0xbf],
      [0x80],
      [0xc3, 0x41],
      [0xff],
      [0xe0, 0x80, 0x80],
      [0xed, 0xa0, 0x80],
    ];
    for (const bytes of broken) expect(() => readText(createDecoder(bare(bytes)))).toThrow();
    // the length says more than there is
    for (const bytes of [
      [5, 97],
      [2, 0xc3],
      [200, 1, 97],
    ]) {
      expect(outcome(readText, new Uint8Array(bytes))).toBe(outcome(readVarString, new Uint8Array(bytes)));
    }
  });

  test('agree with Yjs on bytes of any kind', () => {
    const chance = seededRandom(7);
    for (let round = 0; round < 10_000; round += 1) {
      // few different bytes, so that texts come again and fall on each other's place
      const bytes = bare(
        Array.from({ length: chance.below(12) }, () =>
          chance.chance(0.8)
            ? 97 + chance.below(4)
            : chance.pick([0xc3, 0xc4, 0xb1, 0xe2, 0x82, 0xac, 0xf0, 0x00, 0xc0]),
        ),
      );
      expect(outcome(readText, bytes)).toBe(outcome(readVarString, bytes));
    }
  });

  test('agree with Yjs on any JSON, whole and damaged', () => {
    const chance = seededRandom(11);
    for (let round = 0; round < 4_000; round += 1) {
      const encoder = createEncoder();
      writeAny(encoder, anything(chance) as Parameters<typeof writeAny>[1]);
      const bytes = toUint8Array(encoder);
      if (chance.chance(0.5)) bytes[chance.below(bytes.length)] = 100 + chance.below(28);
      expect(outcome(readValue, bytes)).toBe(outcome(readAny, bytes));
    }
  });

  test('make no difference to a document', () => {
    quickenStrings();
    const doc = new Y.Doc();
    doc.getMap('lead').set('a', { firstName: 'Çağrı', tags: ['sıcak', '😀'], 'tags/çelik': 'Çelik', big: 2n ** 60n });
    doc.getText('note').insert(0, 'Ihlamur ağacı — 12 €', { bold: true });
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(other.getMap('lead').toJSON()).toEqual(doc.getMap('lead').toJSON());
    expect(other.getText('note').toDelta()).toEqual(doc.getText('note').toDelta());
    expect(Y.encodeStateAsUpdate(other)).toEqual(Y.encodeStateAsUpdate(doc));
  });
});
