/** The lines of the feed as far down as someone has read, held still while they do. */
import { useCallback, useMemo, useState } from 'react';
import { useEvents } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { type FeedFilter, type FeedLine, feedLines } from './feedNews.ts';

export interface FeedView {
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
  const events = useEvents();
  // the newest line when the reader left the top; null while they are there
  const [held, setHeld] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const [wanted, setWanted] = useState(FIRST_LINES);
  const { lines, fresh, newest, areAll } = useMemo(
    // the events stand for the feed that is read from the projection
    () => readLines(events.length > 0 ? feedLines(projection, { by, group }) : [], held, wanted),
    [projection, events, by, group, held, wanted],
  );
  const readOn = useCallback(() => setWanted((before) => before * 2), []);
  return {
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
