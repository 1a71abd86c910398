/** The lines of the feed, held still while someone reads further down. */
import { useMemo, useState } from 'react';
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
}

export function useFeedLines({ by, group }: Pick<FeedFilter, 'by' | 'group'>): FeedView {
  const { projection } = useWorkspace();
  const events = useEvents();
  // the newest line when the reader left the top; null while they are there
  const [held, setHeld] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const all = useMemo(
    () => (events.length > 0 ? feedLines(projection, { by, group }) : []),
    [projection, events, by, group],
  );
  const newest = all[0]?.event.id;
  const lines = useMemo(() => (held === null ? all : all.filter(({ event }) => event.id <= held)), [all, held]);
  return {
    lines,
    fresh: all.length - lines.length,
    catchUp: () => {
      setHeld(null);
      setRound(round + 1);
    },
    round,
    setAtTop: (atTop) => setHeld((before) => (atTop ? null : (before ?? newest ?? null))),
  };
}
