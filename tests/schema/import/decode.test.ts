import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, ENCODINGS } from '#schema/import/decode.ts';

const TURKISH = 'abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZâîû0123456789 ;,\n"€“”–';
const turkish = fc.string({ unit: fc.constantFrom(...TURKISH), minLength: 8 });

const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), little);
  return bytes;
};
/** windows-1254 has no encoder in the platform; its table is what the decoder says. */
const table = new Map(
  Array.from({ length: 256 }, (_, byte): [string, number] => [
    new TextDecoder('windows-1254').decode(Uint8Array.of(byte)),
    byte,
  ]),
);
const windows1254 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => table.get(letter) ?? 63);

describe('the encoding of a text file', () => {
  test('UTF-8 is known with and without its mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, mark) => {
        // a leading mark is the file's, not the text's
        const plain = text.replace(/^\ufeff/, '').replaceAll('\0', '');
        const bytes = new TextEncoder().encode(mark ? `\ufeff${plain}` : plain);
        expect(decode(bytes)).toMatchObject({ text: plain, encoding: 'utf-8' });
      }),
    );
  });

  test('UTF-16 is known by its mark, and without one by its zeros', () => {
    fc.assert(
      fc.property(turkish, fc.boolean(), (text, little) => {
        const encoding = little ? 'utf-16le' : 'utf-16be';
        expect(decode(utf16(`\ufeff${text}`, little))).toMatchObject({ text, encoding });
        const latin = `Ad;Soyad;Firma;Telefon\n${text}`;
        expect(decode(utf16(latin, little))).toMatchObject({ text: latin, encoding });
      }),
    );
  });

  test('what is not UTF-8 is read as windows-1254', () => {
    fc.assert(
      fc.property(turkish, (text) => {
        const withLetter = `ş${text}ğ `;
        expect(decode(windows1254(withLetter))).toMatchObject({ text: withLetter, encoding: 'windows-1254' });
      }),
    );
  });

  test('a chosen encoding is obeyed, and letters that nobody types are told', () => {
    expect(decode(windows1254('şirket'), 'utf-8')).toMatchObject({ encoding: 'utf-8', suspicious: true });
    expect(decode(windows1254('şirket'), 'windows-1254')).toMatchObject({ text: 'şirket', suspicious: false });
    expect(decode(Uint8Array.of(0x41, 0x81, 0xff))).toMatchObject({ encoding: 'windows-1254', suspicious: true });
  });

  test('any bytes are answered in every encoding', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(undefined, ...ENCODINGS), (bytes, chosen) => {
        expect(typeof decode(bytes, chosen).text).toBe('string');
      }),
    );
  });
});
