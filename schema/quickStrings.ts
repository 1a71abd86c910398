/**
 * Reads the strings of Yjs updates quickly. A document is mostly short texts and ever the same names of fields, and the
 * platform's decoder costs more for each than all the rest of applying an update: short texts are decoded here, and those
 * seen lately are given again as the same string. The law: what it answers, or throws, is what the platform's decoder would.
 */
import { utf8TextDecoder } from 'lib0/string';

/** Longer texts are the platform's: there it is quicker. */
const SHORT = 40;
/** Places of the memory, a power of two; a text takes the place of another whose bytes sum up alike. */
const PLACES = 8192;

/** Makes every Yjs document of this program read its strings quickly. Twice does no harm. */
export function quickenStrings(): void {
  const platform = utf8TextDecoder;
  if (platform === null || Object.hasOwn(platform, 'decode')) return;
  const decodeLong = platform.decode.bind(platform);
  const texts: (string | undefined)[] = Array.from({ length: PLACES });
  const units: number[] = [];

  const decode = (bytes: Uint8Array): string => {
    const { length } = bytes;
    if (length === 0) return '';
    if (length > SHORT) return decodeLong(bytes);
    let hash = length;
    let count = 0;
    for (let at = 0; at < length; at += 1) {
      let unit = bytes[at]!;
      if (unit >= 0x80) {
        // two bytes reach all letters of Turkish; what takes more, or is broken, is left to the platform
        const next = bytes[at + 1];
        if (unit < 0xc2 || unit > 0xdf || next === undefined || (next & 0xc0) !== 0x80) return decodeLong(bytes);
        unit = ((unit & 0x1f) << 6) | (next & 0x3f);
        at += 1;
      }
      units[count] = unit;
      count += 1;
      hash = (Math.imul(hash, 31) + unit) | 0;
    }
    const place = (hash ^ (hash >>> 13)) & (PLACES - 1);
    const known = texts[place];
    if (known !== undefined && known.length === count && isSame(known, count)) return known;
    const text = String.fromCharCode.apply(null, units.length === count ? units : units.slice(0, count));
    texts[place] = text;
    return text;
  };

  const isSame = (text: string, count: number): boolean => {
    for (let at = 0; at < count; at += 1) if (text.charCodeAt(at) !== units[at]) return false;
    return true;
  };

  Object.defineProperty(platform, 'decode', { value: decode });
}
