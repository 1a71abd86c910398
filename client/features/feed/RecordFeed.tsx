/** What happened with one record and what belongs to it, the newest first, live. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEvents, useRecord } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { FeedItem } from './FeedItem.tsx';
import { feedLines } from './feedNews.ts';
import classes from './RecordFeed.module.css';

const PAGE = 20;

interface RecordFeedProps {
  readonly type: 'lead' | 'deal';
  readonly id: string;
}

export function RecordFeed({ type, id }: RecordFeedProps) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const events = useEvents();
  const batch = useRecord(type, id)?.batch;
  const [shown, setShown] = useState(PAGE);
  const lines = useMemo(
    () => (events.length > 0 ? feedLines(projection, { about: { type, id, batch } }) : []),
    [projection, events, type, id, batch],
  );
  if (lines.length === 0) return <p className={classes.empty}>{t(($) => $.feed.emptyRecord)}</p>;
  return (
    <div>
      <ol className={classes.list}>
        {lines.slice(0, shown).map((line) => (
          <li key={line.event.id}>
            <FeedItem line={line} here={{ type, id }} />
          </li>
        ))}
      </ol>
      {lines.length > shown && (
        <Button variant="subtle" color="gray" onClick={() => setShown(shown + PAGE * 2)}>
          {t(($) => $.feed.older, { count: lines.length - shown })}
        </Button>
      )}
    </div>
  );
}
