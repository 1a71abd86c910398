/**
 * What is to be done with a record and what was done: one box to add to it, the next steps, then one timeline of notes,
 * activities and moves. Stands on the card of whatever has notes and tasks.
 */
import { Button } from '@mantine/core';
import { IconChecklist, IconNote, IconPhone } from '@tabler/icons-react';
import { lazy, memo, type ReactNode, Suspense, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { createNote } from '#schema/commands/timeline.ts';
import type { Subject } from '#schema/fields.ts';
import { subjectKey } from '#schema/indexes.ts';
import { undo } from '#schema/undo.ts';
import { useFound } from '../../data/useRecords.ts';
import type { UndoEntry } from '../../data/undoStack.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useMay } from '../../records/useRights.ts';
import { notify } from '../../ui/notify.tsx';
import { FeedItem } from '../feed/FeedItem.tsx';
import { feedLines } from '../feed/feedNews.ts';
import { useFiledFeed } from '../feed/useFiledFeed.ts';
import { NoteCard } from '../notes/NoteCard.tsx';
import { TaskComposer } from '../tasks/TaskComposer.tsx';
import { ActivityComposer } from './ActivityComposer.tsx';
import { ActivityItem } from './ActivityItem.tsx';
import { historyOf } from './history.ts';
import { NextSteps } from './NextSteps.tsx';
import classes from './Timeline.module.css';

const FieldHistory = lazy(() => import('./FieldHistory.tsx'));

interface RecordStoryProps {
  readonly subject: Subject;
  /** stands between what is to come and what was */
  readonly children?: ReactNode;
}

const PAGE = 25;

export function RecordStory({ subject, children }: RecordStoryProps) {
  const mayEdit = useMay('editRecords');
  const [fresh, setFresh] = useState<FreshNote | null>(null);
  const settle = useCallback(() => setFresh(null), []);
  return (
    <div className={classes.root}>
      {mayEdit && <AddBox subject={subject} onNote={setFresh} />}
      <NextSteps subject={subject} />
      {children}
      <History subject={subject} fresh={fresh} onSettled={settle} />
    </div>
  );
}

/** A note that was just begun here, and how to take it back when it is left without a word. */
interface FreshNote {
  readonly id: string;
  readonly entry: UndoEntry | undefined;
}

interface AddBoxProps {
  readonly subject: Subject;
  readonly onNote: (note: FreshNote) => void;
}

const AddBox = memo(function AddBox({ subject, onNote }: AddBoxProps) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [open, setOpen] = useState<'activity' | 'task' | null>(null);
  const addNote = (): void => {
    setOpen(null);
    const outcome = workspace.run(createNote, { subject });
    if (outcome.ok) onNote({ id: outcome.value, entry: outcome.entry });
    else notify.refused(t(($) => $.commands.refusals[outcome.code]));
  };
  return (
    <section className={classes.box} aria-label={t(($) => $.leads.story.add)}>
      <div className={classes.ways}>
        <Button variant="default" leftSection={<IconNote size={15} />} onClick={addNote}>
          {t(($) => $.notes.add)}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPhone size={15} />}
          aria-expanded={open === 'activity'}
          onClick={() => setOpen(open === 'activity' ? null : 'activity')}
        >
          {t(($) => $.leads.activities.log)}
        </Button>
        <Button
          variant="default"
          leftSection={<IconChecklist size={15} />}
          aria-expanded={open === 'task'}
          onClick={() => setOpen(open === 'task' ? null : 'task')}
        >
          {t(($) => $.leads.story.task)}
        </Button>
      </div>
      {open === 'activity' && <ActivityComposer subject={subject} onClose={() => setOpen(null)} />}
      {open === 'task' && <TaskComposer subject={subject} autoFocus />}
    </section>
  );
});

interface HistoryProps {
  readonly subject: Subject;
  readonly fresh: FreshNote | null;
  readonly onSettled: () => void;
}

/** What people read, or, asked for, every change of every field. */
const History = memo(function History(props: HistoryProps) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  return (
    <section aria-label={t(($) => $.leads.story.history)}>
      <div className={classes.headRow}>
        <h3 className={classes.head}>{t(($) => $.leads.story.history)}</h3>
        <Button
          size="compact-xs"
          variant={showsAll ? 'light' : 'subtle'}
          color="gray"
          aria-pressed={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {t(($) => $.history.all)}
        </Button>
      </div>
      {showsAll ? (
        <Suspense fallback={<p className={classes.quiet}>{t(($) => $.history.loading)}</p>}>
          <FieldHistory subject={props.subject} />
        </Suspense>
      ) : (
        <Story {...props} />
      )}
    </section>
  );
});

function Story({ subject, fresh, onSettled }: HistoryProps) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { projection } = workspace;
  const key = subjectKey(subject);
  const { type, id } = subject;
  const notes = useFound('note', 'subject', key);
  const activities = useFound('activity', 'subject', key);
  const filed = useFiledFeed();
  const batch = useSyncExternalStore(projection.subscribe, () => projection.get(type, id)?.batch);
  const [shown, setShown] = useState(PAGE);
  const items = useMemo(
    () =>
      historyOf(
        notes,
        activities,
        filed === undefined ? [] : [...feedLines(projection, { about: { type, id, batch } })],
      ),
    [notes, activities, filed, projection, type, id, batch],
  );
  const abandon = (note: string): void => {
    if (fresh?.id !== note || !fresh.entry) return;
    onSettled();
    // as if it had never been begun, and no step of the member's own
    const entry = workspace.undoStack.take('undo', fresh.entry);
    if (entry) workspace.runSilently(undo(entry.inverse), null);
  };
  return (
    <>
      {filed !== undefined && items.length === 0 && (
        <p className={classes.quiet}>{t(($) => $.leads.story.noHistory)}</p>
      )}
      <ol className={classes.list}>
        {items.slice(0, shown).map((item) => (
          <li key={item.key} className={classes.item} data-kind={item.kind}>
            {item.kind === 'note' ? (
              <NoteCard note={item.note} fresh={item.note.id === fresh?.id} onAbandon={abandon} />
            ) : item.kind === 'activity' ? (
              <ActivityItem activity={item.activity} />
            ) : (
              <FeedItem line={item.line} here={subject} />
            )}
          </li>
        ))}
      </ol>
      {items.length > shown && (
        <Button variant="subtle" color="gray" onClick={() => setShown(shown + PAGE * 2)}>
          {t(($) => $.leads.story.older, { count: items.length - shown })}
        </Button>
      )}
    </>
  );
}
