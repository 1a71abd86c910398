/**
 * Words that someone may have meant: those of a vocabulary that are one slip away, two for long words. A slip is a letter
 * too many, too few, another, or two neighbours that changed places. Words with digits are meant as they are.
 */

export interface Vocabulary {
  /** takes in every word of a folded text; words stay also when their records go, which harms nothing */
  add(text: string): void;
  /** the nearest words, without the word itself; at most `MOST` */
  near(word: string): readonly string[];
}

const MOST = 8;
const SHORTEST = 4;
const LONG = 8;
/** Nobody types longer words; a vocabulary of them would only cost. */
const LONGEST = 24;
const LETTERS = /^\p{L}+$/u;

/** How many slips are forgiven in a word of this length. */
export const slipsIn = (word: string): number => (word.length < SHORTEST ? 0 : word.length < LONG ? 1 : 2);

export function createVocabulary(): Vocabulary {
  const known = new Set<string>();
  const words: string[] = [];
  /** which letters each word has, as bits: words that differ in many are not near, which is told without looking closer */
  const letters: number[] = [];
  return {
    add(text) {
      for (const word of text.split(' ')) {
        if (word.length < SHORTEST - 1 || word.length > LONGEST || known.has(word) || !LETTERS.test(word)) continue;
        known.add(word);
        words.push(word);
        letters.push(lettersOf(word));
      }
    },
    near(word) {
      const slips = slipsIn(word);
      if (slips === 0 || word.length > LONGEST || !LETTERS.test(word)) return [];
      const own = lettersOf(word);
      const found: { word: string; distance: number }[] = [];
      for (let at = 0; at < words.length; at += 1) {
        if (bitsOf(letters[at]! ^ own) > 2 * slips) continue;
        const other = words[at]!;
        if (Math.abs(other.length - word.length) > slips || other === word) continue;
        const distance = slipsBetween(word, other);
        if (distance <= slips) found.push({ word: other, distance });
      }
      return found
        .toSorted((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1))
        .slice(0, MOST)
        .map((one) => one.word);
    },
  };
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function bitsOf(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** The fewest slips that make one word of the other (optimal string alignment: no letter is moved twice). */
export function slipsBetween(a: string, b: string): number {
  let older: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const isSame = a[row - 1] === b[at - 1];
      let fewest = Math.min(before[at]! + 1, now[at - 1]! + 1, before[at - 1]! + (isSame ? 0 : 1));
      if (row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1])
        fewest = Math.min(fewest, older[at - 2]! + 1);
      now.push(fewest);
    }
    older = before;
    before = now;
  }
  return before[b.length]!;
}
