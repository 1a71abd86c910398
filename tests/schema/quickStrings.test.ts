import { utf8TextDecoder } from 'lib0/string';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { quickenStrings } from '#schema/quickStrings.ts';
import { seededRandom } from '#tests/support/random.ts';

const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** What a decoder answers, or that it throws. */
function outcome(decoder: Pick<TextDecoder, 'decode'>, bytes: Uint8Array): string {
  try {
    return JSON.stringify(decoder.decode(bytes));
  } catch {
    return 'throws';
  }
}

function quick(): TextDecoder {
  quickenStrings();
  if (!utf8TextDecoder) throw new Error('there is no decoder');
  return utf8TextDecoder;
}

describe('strings read quickly', () => {
  test('are what the platform reads: of every alphabet, every length, and again when they come again', () => {
    const decoder = quick();
    const texts = [
      '',
      'a',
      'Işıl Öztürk',
      'İSTANBUL',
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
    for (const text of [...texts, ...texts]) expect(decoder.decode(encoder.encode(text))).toBe(text);
  });

  test('are refused where the platform refuses them: broken, cut, overlong, half a pair', () => {
    const decoder = quick();
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
    for (const bytes of broken) expect(() => decoder.decode(new Uint8Array(bytes))).toThrow();
  });

  test('agree with the platform on bytes of any kind', () => {
    const decoder = quick();
    const chance = seededRandom(7);
    for (let round = 0; round < 40_000; round += 1) {
      // few different bytes, so that texts come again and fall on each other's place
      const bytes = Uint8Array.from({ length: chance.below(12) }, () =>
        chance.chance(0.8)
          ? 97 + chance.below(4)
          : chance.pick([0xc3, 0xc4, 0xb1, 0xa7, 0xe2, 0x82, 0xac, 0xf0, 0x00, 0xc0]),
      );
      expect(outcome(decoder, bytes)).toBe(outcome(platform, bytes));
    }
  });

  test('make no difference to a document', () => {
    quick();
    const doc = new Y.Doc();
    doc.getMap('lead').set('a', { firstName: 'Çağrı', tags: ['sıcak', '😀'], 'tags/çelik': 'Çelik' });
    doc.getText('note').insert(0, 'Ihlamur ağacı — 12 €');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(other.getMap('lead').toJSON()).toEqual(doc.getMap('lead').toJSON());
    expect(other.getText('note').toJSON()).toBe('Ihlamur ağacı — 12 €');
  });
});
