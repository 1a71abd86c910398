/**
 * Reads the values of Yjs updates quickly. A document is mostly short texts and ever the same names of fields, and the
 * platform's decoder costs more for each than all the rest of applying an update: short texts are decoded here, and those
 * seen lately are given again as the same string. The law: what it reads, or throws, is what Yjs alone would.
 */
import { type Decoder, readAny, readUint8, readVarString, readVarUint } from 'lib0/decoding';
import { UpdateDecoderV1 } from 'yjs';

/** Longer texts are the platform's: there it is quicker. */
const SHORT = 40;
/** Places of the memory, a power of two; a text takes the place of another whose units sum up alike. */
const PLACES = 8192;
/** The tags of lib0's `any` that hold texts; all others are left to it. */
const TEXT = 119;
const OBJECT = 118;
const ARRAY = 117;

const texts: (string | undefined)[] = Array.from({ length: PLACES });
const units: number[] = [];
let isQuick = false;

/** Makes every Yjs document of this program read its values quickly. Twice does no harm. */
export function quickenStrings(): void {
  if (isQuick) return;
  isQuick = true;
  const read = function read(this: UpdateDecoderV1): string {
    return readText(this.restDecoder);
  };
  Object.assign(UpdateDecoderV1.prototype, {
    readString: read,
    readKey: read,
    readAny(this: UpdateDecoderV1): unknown {
      return readValue(this.restDecoder);
    },
  });
}

/** As lib0's `readVarString`. */
export function readText(decoder: Decoder): string {
  const { arr, pos: start } = decoder;
  const length = readVarUint(decoder);
  const end = decoder.pos + length;
  let hash = length;
  let count = 0;
  if (length > SHORT || end > arr.length) return again(decoder, start);
  for (let at = decoder.pos; at < end; at += 1) {
    let unit = arr[at]!;
    if (unit >= 0x80) {
      // two bytes reach all letters of Turkish; what takes more, or is broken, is left to the platform
      at += 1;
      const next = arr[at]!;
      if (unit < 0xc2 || unit > 0xdf || at === end || (next & 0xc0) !== 0x80) return again(decoder, start);
      unit = ((unit & 0x1f) << 6) | (next & 0x3f);
    }
    units[count] = unit;
    count += 1;
    hash = (Math.imul(hash, 31) + unit) | 0;
  }
  decoder.pos = end;
  const place = (hash ^ (hash >>> 13)) & (PLACES - 1);
  const known = texts[place];
  if (known !== undefined && known.length === count && isSame(known, count)) return known;
  const text = String.fromCharCode.apply(null, units.length === count ? units : units.slice(0, count));
  texts[place] = text;
  return text;
}

/** As lib0's `readAny`. */
export function readValue(decoder: Decoder): unknown {
  const tag = decoder.arr[decoder.pos];
  if (tag !== TEXT && tag !== OBJECT && tag !== ARRAY) return readAny(decoder) as unknown;
  readUint8(decoder);
  if (tag === TEXT) return readText(decoder);
  const length = readVarUint(decoder);
  if (tag === ARRAY) {
    const list: unknown[] = [];
    for (let at = 0; at < length; at += 1) list.push(readValue(decoder));
    return list;
  }
  const object: Record<string, unknown> = {};
  for (let at = 0; at < length; at += 1) {
    const key = readText(decoder);
    object[key] = readValue(decoder);
  }
  return object;
}

const again = (decoder: Decoder, start: number): string => {
  decoder.pos = start;
  return readVarString(decoder);
};

function isSame(text: string, count: number): boolean {
  for (let at = 0; at < count; at += 1) if (text.charCodeAt(at) !== units[at]) return false;
  return true;
}
