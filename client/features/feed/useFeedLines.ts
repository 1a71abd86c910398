/** The lines of the feed as far down as someone has read, held still while they do. */
import { useCallback, useMemo, useState } from 'react';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { type FeedFilter, type FeedLine, feedLines } from './feedNews.ts';
import { useFiledFeed } from './useFiledFeed.ts';

export interface FeedView {
  /** false for the moment before the lines are known */
  readonly isRead: boolean;
  /** the newest first */
  readonly lines: readonly FeedLine[];
  /** how many came since, and are not among the lines */
  readonly fresh: number;
  /** takes the new lines in and goes to the top */
  readonly catchUp: () => void;
  /** rises when the list begins anew at its top */
  readonly round: number;
  readonly setAtTop: (atTop: boolean) => void;
  /** asks for more lines; undefined where these are all */
  readonly readOn: (() => void) | undefined;
}

/** How many lines there are at first; each time one comes to their end there are twice as many. */
const FIRST_LINES = 300;

export function useFeedLines({ by, group }: Pick<FeedFilter, 'by' | 'group'>): FeedView {
  const { projection } = useWorkspace();
  const filed = useFiledFeed();
  // the newest line when the reader left the top; null while they are there
  const [held, setHeld] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const [wanted, setWanted] = useState(FIRST_LINES);
  const { lines, fresh, newest, areAll } = useMemo(
    () => readLines(filed !== undefined ? feedLines(projection, { by, group }) : [], held, wanted),
    [projection, filed, by, group, held, wanted],
  );
  const readOn = useCallback(() => setWanted((before) => before * 2), []);
  return {
    isRead: filed !== undefined,
    lines,
    fresh,
    catchUp: () => {
      setHeld(null);
      setRound(round + 1);
    },
    round,
    setAtTop: (atTop) => setHeld((before) => (atTop ? null : (before ?? newest ?? null))),
    readOn: areAll ? undefined : readOn,
  };
}

/** So many lines of those not newer than the one held, and how many are newer. */
function readLines(feed: Iterable<FeedLine>, held: string | null, wanted: number) {
  const lines: FeedLine[] = [];
  let fresh = 0;
  let newest: string | undefined;
  let areAll = true;
  for (const line of feed) {
    newest ??= line.event.id;
    if (held !== null && line.event.id > held) fresh += 1;
    else if (lines.length < wanted) lines.push(line);
    else {
      areAll = false;
      break;
    }
  }
  return { lines, fresh, newest, areAll };
}
