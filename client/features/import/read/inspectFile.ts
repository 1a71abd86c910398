/** What a file is, by its bytes alone: names lie. Cheap, and reads nothing out of it. */
import { refused, type ReadResult } from './readResult.ts';

export type FileKind = 'workbook' | 'text' | (ReadResult & { ok: false });

const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b];
const SAMPLE = 8192;

/** Tells a workbook from text, and both from what is neither. */
export function inspectFile(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return refused('empty');
  if (startsWith(bytes, COMPOUND_FILE)) return inspectCompoundFile(bytes);
  if (startsWith(bytes, ZIP)) return 'workbook';
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return wide || looksLikeText(bytes) ? 'text' : refused('not-a-spreadsheet');
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Old Excel files, and the shell that holds a workbook with a password. The streams' names stand in UTF-16. */
function inspectCompoundFile(bytes: Uint8Array): ReadResult & { ok: false } {
  if (holdsName(bytes, 'EncryptedPackage')) return refused('password');
  return refused(holdsName(bytes, 'Workbook') || holdsName(bytes, 'Book') ? 'old-excel' : 'not-a-spreadsheet');
}

function holdsName(bytes: Uint8Array, name: string): boolean {
  const pattern = Uint8Array.from([...name].flatMap((letter) => [letter.charCodeAt(0), 0]));
  const last = bytes.length - pattern.length;
  for (let at = bytes.indexOf(pattern[0] ?? 0); at >= 0 && at <= last; at = bytes.indexOf(pattern[0] ?? 0, at + 1)) {
    if (pattern.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

/** Text has no control characters but tabs and line ends; the zero bytes of UTF-16 are allowed on one side only. */
function looksLikeText(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, SAMPLE);
  const zeros = [0, 0];
  let control = 0;
  for (let index = 0; index < length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) control += 1;
  }
  const zerosOnBothSides = Math.min(zeros[0] ?? 0, zeros[1] ?? 0);
  const zerosHere = Math.max(zeros[0] ?? 0, zeros[1] ?? 0);
  const utf16 = zerosHere > length * 0.2 && zerosOnBothSides <= length * 0.05;
  return control <= length * 0.01 && (zerosHere === 0 || utf16);
}
