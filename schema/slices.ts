/**
 * Long work in slices: a generator that yields after each some hundred records, so that whoever runs it may let the page
 * go on in between. The same code runs at once where nobody waits for a page. Knows no clock: how long a slice may be is
 * the runner's.
 */

export type Slices<R> = Generator<void, R, void>;

/** Records looked at between two yields: well under a millisecond of plain reading, some of folding texts. */
export const SLICE = 500;

/** Told where work begins or goes on; what it answers is asked after each slice: nothing while there is time for more, else what to wait for. */
export type Pace = () => () => Promise<void> | undefined;

/** Runs all of it now. */
export function allAtOnce<R>(work: Slices<R>): R {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** The values of a function over a list, in order. */
export function* mapped<A, B>(list: readonly A[], of: (value: A) => B): Slices<B[]> {
  const result: B[] = [];
  for (let at = 0; at < list.length; at += 1) {
    result.push(of(list[at]!));
    if (at % SLICE === SLICE - 1) yield;
  }
  return result;
}

/** Sorts a list into a new one, equals in the order they had: parts by the language's own sort, then merged. */
export function* mergeSorted<V>(list: readonly V[], compare: (a: V, b: V) => number): Slices<V[]> {
  let from: V[] = [];
  for (let at = 0; at < list.length; at += SLICE) {
    for (const value of list.slice(at, at + SLICE).sort(compare)) from.push(value);
    yield;
  }
  for (let width = SLICE; width < list.length; width *= 2) {
    const to: V[] = [];
    for (let start = 0; start < list.length; start += 2 * width) {
      const middle = Math.min(start + width, list.length);
      const end = Math.min(middle + width, list.length);
      let left = start;
      let right = middle;
      while (left < middle || right < end) {
        if (right === end || (left < middle && compare(from[left]!, from[right]!) <= 0)) to.push(from[left++]!);
        else to.push(from[right++]!);
        if (to.length % SLICE === 0) yield;
      }
    }
    from = to;
  }
  return from;
}
