/** One line of the feed: whose doing, the sentence, when, and that it was taken back where it was. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordType } from '#schema/records/index.ts';
import { useFormat } from '../../i18n/format.ts';
import { useMembers } from '../../records/useMembers.ts';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './FeedItem.module.css';
import { FeedSentence } from './FeedSentence.tsx';
import type { FeedLine } from './feedNews.ts';

interface FeedItemProps {
  readonly line: FeedLine;
  /** lines stand under their day: the hour is enough */
  readonly hourOnly?: boolean;
  readonly here?: { readonly type: RecordType; readonly id: string } | undefined;
}

export const FeedItem = memo(function FeedItem({ line, hourOnly = false, here }: FeedItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { nameOf } = useMembers();
  const { event, takenBack } = line;
  return (
    <div className={classes.root} data-taken-back={takenBack !== undefined || undefined}>
      <MemberAvatar id={event.by} name={nameOf(event.by)} size={22} />
      <div className={classes.words}>
        <span className={classes.sentence}>
          <FeedSentence line={line} here={here} />
        </span>
        {takenBack && (
          <span className={classes.undone}>
            {takenBack.by === event.by
              ? t(($) => $.feed.takenBack)
              : t(($) => $.feed.takenBackBy, { name: nameOf(takenBack.by) })}
          </span>
        )}
      </div>
      <span className={classes.time}>
        {hourOnly ? (
          <time dateTime={new Date(event.at).toISOString()} title={format.instant(event.at)}>
            {format.time(event.at)}
          </time>
        ) : (
          <RelativeTime at={event.at} />
        )}
      </span>
    </div>
  );
});
