/**
 * Bytes of a text file to text. Order: byte order mark, the zero bytes of UTF-16 without one, the whole buffer as strict
 * UTF-8, else windows-1254, which fits any bytes and so is a guess that people may correct.
 */

/** What a person may choose; all of them every browser knows. */
export const ENCODINGS = ['utf-8', 'windows-1254', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1256'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** Characters that no person types were found: the encoding is likely another. */
  readonly suspicious: boolean;
}

const SAMPLE = 4096;

/** Decodes a text file, in the encoding that is given or the one its bytes speak for. Never throws. */
export function decode(bytes: Uint8Array, chosen?: Encoding): Decoded {
  const encoding = chosen ?? detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, suspicious: /[\ufffd\u0080-\u009f]/.test(text) };
}

function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const wide = zeroByteSide(bytes);
  if (wide) return wide;
  try {
    // The whole buffer: a sample could end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1254';
    throw error;
  }
}

/** Latin text in UTF-16 has a zero in nearly every second byte, on the side of the high byte. */
function zeroByteSide(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length, SAMPLE) & ~1;
  if (length < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be';
  return undefined;
}
