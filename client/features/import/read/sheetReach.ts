/**
 * How far the cells of a sheet's XML reach, told from its bytes before a reader fills all the room up to them. A look, no
 * parser: where a reference is written as no spreadsheet writes it, the sheet counts as broken.
 */

export interface Reach {
  readonly rows: number;
  readonly columns: number;
}

/** Excel's own end of a sheet. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

const code = (letter: string): number => letter.charCodeAt(0);
const [OPEN, CLOSE, SLASH] = [code('<'), code('>'), code('/')];
const [COLON, QUOTE, EQUALS] = [code(':'), code('"'), code('=')];
const [A, Z, ZERO, NINE] = [code('A'), code('Z'), code('0'), code('9')];
const [C, R, O, W] = [code('c'), code('r'), code('o'), code('w')];
const latin = new TextDecoder('latin1');

/**
 * The last row and column that hold something; null where a reference lies outside of every sheet or can't be read. Cells
 * without content count for nothing, as whole formatted rows and columns are usual.
 */
export function reachOfSheet(bytes: Uint8Array): Reach | null {
  let rows = 0;
  let columns = 0;
  for (let at = bytes.indexOf(OPEN); at >= 0; ) {
    const next = bytes.indexOf(OPEN, at + 1);
    const start = attributesOf(bytes, at + 1);
    if (start > 0) {
      const limit = next < 0 ? bytes.length : next;
      const close = bytes.indexOf(CLOSE, start);
      const end = close < 0 || close > limit ? limit : close;
      const found = plainReference(bytes, start) ?? reference(latin.decode(bytes.subarray(start, end)));
      if (!found || found.row > LAST_ROW || found.column > LAST_COLUMN) return null;
      // what closes at once is empty; what has no column is a row
      if (bytes[end - 1] !== SLASH && found.column > 0) {
        rows = Math.max(rows, found.row);
        columns = Math.max(columns, found.column);
      }
    }
    at = next;
  }
  return { rows, columns };
}

interface Reference {
  readonly row: number;
  readonly column: number;
}

/** Where the attributes of `<c ` and `<row ` begin, also behind a prefix (`<x:c `); 0 for every other tag. */
function attributesOf(bytes: Uint8Array, at: number): number {
  let name = at;
  while (isNamePart(bytes[name])) name += 1;
  if (name > at && bytes[name] === COLON) at = name + 1;
  const isRow = bytes[at] === R && bytes[at + 1] === O && bytes[at + 2] === W;
  if (!isRow && bytes[at] !== C) return 0;
  const end = at + (isRow ? 3 : 1);
  return isSpace(bytes[end]) ? end : 0;
}

/** ` r="AB12"`, as spreadsheets write it; undefined for whatever else stands there. */
function plainReference(bytes: Uint8Array, start: number): Reference | undefined {
  if (bytes[start + 1] !== R || bytes[start + 2] !== EQUALS || bytes[start + 3] !== QUOTE) return undefined;
  let at = start + 4;
  let column = 0;
  for (let letter = bytes[at]!; letter >= A && letter <= Z; letter = bytes[(at += 1)]!)
    column = column * 26 + letter - A + 1;
  let row = 0;
  const digits = at;
  for (let digit = bytes[at]!; digit >= ZERO && digit <= NINE; digit = bytes[(at += 1)]!) row = row * 10 + digit - ZERO;
  return at > digits && bytes[at] === QUOTE ? { row, column } : undefined;
}

const REFERENCE = /\sr\s*=\s*["']([A-Za-z]*)(\d+)["']/;

/** Null for a reference in disguise (`r="&#88;1"`); a tag without one stands where the one before it ended. */
function reference(attributes: string): Reference | null {
  const match = REFERENCE.exec(attributes);
  if (!match) return /\sr\s*=/.test(attributes) ? null : { row: 0, column: 0 };
  let column = 0;
  for (const letter of match[1] ?? '') column = column * 26 + code(letter) - 64;
  return { row: Number(match[2]), column };
}

const isSpace = (byte: number | undefined): boolean =>
  byte !== undefined && (byte <= 32 || byte === 0x85 || byte === 0xa0);
const isNamePart = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 97 && byte <= 122) ||
    (byte >= A && byte <= Z) ||
    (byte >= ZERO && byte <= NINE) ||
    byte === 45 ||
    byte === 95);
