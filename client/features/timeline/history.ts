/** What was done with a record, as one list: notes, activities, and what the feed tells. The newest first. Pure. */
import type { Activity } from '#schema/records/activity.ts';
import type { Note } from '#schema/records/note.ts';
import type { FeedLine } from '../feed/feedNews.ts';

export type HistoryItem =
  | { readonly kind: 'note'; readonly key: string; readonly at: number; readonly note: Note }
  | { readonly kind: 'activity'; readonly key: string; readonly at: number; readonly activity: Activity }
  | { readonly kind: 'line'; readonly key: string; readonly at: number; readonly line: FeedLine };

/** Whether an activity is still to come. */
export const isPlanned = ({ state }: Activity): boolean => state === 'planned';

/** When an activity was, or is to be. */
export const activityAt = (activity: Activity): number => activity.at ?? activity.created.at;

/** Notes and activities stand for themselves: that they were made is not told a second time. */
const standsForItself = ({ origin }: FeedLine): boolean =>
  origin.kind === 'created' && (origin.type === 'note' || origin.type === 'activity');

export function historyOf(
  notes: readonly Note[],
  activities: readonly Activity[],
  lines: readonly FeedLine[],
): readonly HistoryItem[] {
  const items: HistoryItem[] = [
    ...notes.map((note) => ({ kind: 'note' as const, key: note.id, at: note.created.at, note })),
    ...activities
      .filter((activity) => !isPlanned(activity))
      .map((activity) => ({ kind: 'activity' as const, key: activity.id, at: activityAt(activity), activity })),
    ...lines
      .filter((line) => !standsForItself(line))
      .map((line) => ({ kind: 'line' as const, key: line.event.id, at: line.event.at, line })),
  ];
  return items.sort((a, b) => b.at - a.at || (a.key < b.key ? 1 : -1));
}
