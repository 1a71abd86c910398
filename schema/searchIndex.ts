/**
 * The index of search: every record's words as one line, many lines as one text, and a question a few passes over these
 * texts. So a word is found by any part of it, digits of phones too, and what nothing has is known after one pass.
 * The law: an answer equals looking at every record by itself (`rankOf` for each word, best sums first).
 */
import { phoneDigits } from './phone.ts';
import type { SearchEntry } from './search.ts';
import { foldWords } from './text.ts';
import { createVocabulary } from './typo.ts';

export interface SearchIndex {
  /** takes a record in, or its newer state */
  put(entry: SearchEntry): void;
  drop(id: string): void;
  /** ids of the records that hold every word, best first; of equals those that came first */
  ask(text: string, limit: number): readonly string[];
}

/** How well a word stands in a record: the best place it has there counts. */
export const RANK = { nowhere: 0, forgiven: 1, inside: 2, rest: 3, detail: 4, name: 5, wholeName: 6 } as const;

/** Words up to this length are looked for where words begin: inside of words they are everywhere and say nothing. */
export const SHORT = 2;
/** Where fewer are found than this, words that differ by a typo are looked for too. */
export const FEW = 5;
/** Lines in one text: what a change makes anew, and how far a pass goes for nothing. */
const BLOCK = 512;

interface Block {
  readonly ids: (string | null)[];
  readonly lines: Line[];
  /** null where a line changed since */
  text: string | null;
  /** where each line begins in the text */
  readonly starts: Int32Array;
}

/** ` words of the name \n of the detail \n of the rest and the phone \n`, each word between spaces. */
interface Line {
  readonly text: string;
  readonly nameEnd: number;
  readonly detailEnd: number;
}
const NO_LINE: Line = { text: '', nameEnd: 0, detailEnd: 0 };

export function createSearchIndex(): SearchIndex {
  const blocks: Block[] = [];
  const places = new Map<string, number>();
  const vocabulary = createVocabulary();
  let count = 0;

  const blockOf = (place: number): Block => {
    const at = Math.floor(place / BLOCK);
    return (blocks[at] ??= { ids: [], lines: [], text: null, starts: new Int32Array(BLOCK + 1) });
  };

  function write(place: number, id: string | null, line: Line): void {
    const block = blockOf(place);
    block.ids[place % BLOCK] = id;
    block.lines[place % BLOCK] = line;
    block.text = null;
  }

  /** Ids by the sum of the ranks of all words, the first `limit` of each sum. */
  function collect(words: readonly Wanted[], limit: number): string[][] {
    const found: string[][] = Array.from({ length: words.length * RANK.wholeName + 1 }, () => []);
    const sums = new Uint16Array(BLOCK);
    for (const block of blocks) {
      const text = textOf(block);
      sums.fill(0);
      let isFirst = true;
      for (const word of words) {
        const ranks = ranksIn(block, text, word);
        if (!ranks) {
          sums.fill(0);
          break;
        }
        for (let at = 0; at < BLOCK; at += 1) {
          sums[at] = ranks[at] === 0 || (!isFirst && sums[at] === 0) ? 0 : sums[at]! + ranks[at]!;
        }
        isFirst = false;
      }
      for (let at = 0; at < BLOCK; at += 1) {
        const sum = sums[at]!;
        if (sum === 0) continue;
        const list = found[sum]!;
        if (list.length < limit) list.push(block.ids[at]!);
      }
    }
    return found;
  }

  function best(words: readonly Wanted[], limit: number): readonly string[] {
    return collect(words, limit).toReversed().flat().slice(0, limit);
  }

  return {
    put(entry) {
      const line = lineOf(entry);
      vocabulary.add(line.text);
      let place = places.get(entry.id);
      if (place === undefined) {
        place = count;
        count += 1;
        places.set(entry.id, place);
      }
      write(place, entry.id, line);
    },
    drop(id) {
      const place = places.get(id);
      if (place === undefined) return;
      places.delete(id);
      write(place, null, NO_LINE);
    },
    ask(text, limit) {
      const words = wordsOf(text);
      if (words.length === 0) return [];
      const digits = digitsOf(text);
      const exact = new Set([
        ...(digits === undefined ? [] : best([{ word: digits, near: [] }], limit)),
        ...best(
          words.map((word) => ({ word, near: [] })),
          limit,
        ),
      ]);
      if (exact.size < FEW) {
        const forgiving = words.map((word) => ({ word, near: vocabulary.near(word) }));
        if (forgiving.some(({ near }) => near.length > 0)) for (const id of best(forgiving, limit)) exact.add(id);
      }
      return [...exact].slice(0, limit);
    },
  };
}

interface Wanted {
  readonly word: string;
  /** words that stand for it, as whole words */
  readonly near: readonly string[];
}

/** Of a whole letter put into the field its longest words say enough. */
const MOST_WORDS = 16;

/** The words of a question, the longest first: where it is missing nothing else need be looked for. */
export const wordsOf = (text: string): readonly string[] =>
  [...new Set(foldWords(text).split(' '))]
    .filter(Boolean)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS);

/** The digits of a question that may be a part of a phone: four as typed, of which "0532" leaves three. */
export function digitsOf(text: string): string | undefined {
  const typed = text.trim();
  const digits = /^[\d\s()+-]{4,}$/.test(typed) ? phoneDigits(typed) : '';
  return digits.length >= (/^[0+]/.test(typed) ? 3 : 4) ? digits : undefined;
}

function lineOf({ name, detail, rest, phone }: SearchEntry): Line {
  const part = (text: string): string => ` ${foldWords(text)} \n`;
  const [first, second] = [part(name), part(detail)];
  return {
    text: first + second + part(phone === undefined ? rest : `${rest} ${phone}`),
    nameEnd: first.length,
    detailEnd: first.length + second.length,
  };
}

function textOf(block: Block): string {
  if (block.text === null) {
    let at = 0;
    block.lines.forEach((line, index) => {
      block.starts[index] = at;
      at += line.text.length;
    });
    block.starts.fill(at, block.lines.length);
    block.text = block.lines.map(({ text }) => text).join('');
  }
  return block.text;
}

const ranks = new Uint8Array(BLOCK);

/** The rank of a word in each line of a block, until the next call; null where no line has it. */
function ranksIn(block: Block, text: string, { word, near }: Wanted): Uint8Array | null {
  ranks.fill(0);
  let some = pass(block, text, word.length <= SHORT ? ` ${word}` : word, word.length <= SHORT ? 1 : 0);
  for (const other of near) some = passForgiven(block, text, ` ${other} `) || some;
  return some ? ranks : null;
}

/** Notes the rank of each place where a pattern stands; `skip`: letters of it before the word. */
function pass(block: Block, text: string, pattern: string, skip: number): boolean {
  const { starts, lines } = block;
  const isShort = skip > 0;
  const length = pattern.length - skip;
  let line = 0;
  let some = false;
  for (let found = text.indexOf(pattern); found >= 0; ) {
    some = true;
    const at = found + skip;
    while (starts[line + 1]! <= at) line += 1;
    const start = starts[line]!;
    const { nameEnd, detailEnd } = lines[line]!;
    const begins = isShort || text.charCodeAt(at - 1) === SPACE;
    const field = at - start < nameEnd ? RANK.name : at - start < detailEnd ? RANK.detail : RANK.rest;
    const isWhole = !isShort && begins && field === RANK.name && text.charCodeAt(at + length) === SPACE;
    const rank = isWhole ? RANK.wholeName : begins ? field : RANK.inside;
    if (rank > ranks[line]!) ranks[line] = rank;
    // what comes later in the line may stand in a worse place only
    const bestLeft = field === RANK.name && !isShort ? RANK.wholeName : field;
    found = text.indexOf(pattern, ranks[line]! >= bestLeft ? starts[line + 1]! : found + 1);
  }
  return some;
}

function passForgiven(block: Block, text: string, pattern: string): boolean {
  const { starts } = block;
  let line = 0;
  let some = false;
  for (let found = text.indexOf(pattern); found >= 0; ) {
    some = true;
    while (starts[line + 1]! <= found) line += 1;
    if (ranks[line] === RANK.nowhere) ranks[line] = RANK.forgiven;
    found = text.indexOf(pattern, starts[line + 1]);
  }
  return some;
}

const SPACE = 32;
