/** The notes of a record, newest first, with one button to add another. */
import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createNote } from '#schema/commands/timeline.ts';
import type { Subject } from '#schema/fields.ts';
import { subjectKey } from '#schema/indexes.ts';
import { may } from '#schema/policy.ts';
import { undo } from '#schema/undo.ts';
import type { UndoEntry } from '../../data/undoStack.ts';
import { useFound } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { notify } from '../../ui/notify.tsx';
import { NoteCard } from './NoteCard.tsx';
import classes from './NotesSection.module.css';

/** How many stand there before one asks for the older ones. */
const FIRST = 5;

export function NotesSection({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const notes = useFound('note', 'subject', subjectKey(subject)).toReversed();
  const [all, setAll] = useState(false);
  const [fresh, setFresh] = useState<{ readonly id: string; readonly entry: UndoEntry | undefined } | null>(null);
  const mayEdit = may(workspace.env.actor.role, 'editRecords');
  const shown = all ? notes : notes.slice(0, FIRST);

  const add = () => {
    const outcome = workspace.run(createNote, { subject });
    if (outcome.ok) setFresh({ id: outcome.value, entry: outcome.entry });
    else notify.refused(t(($) => $.commands.refusals[outcome.code]));
  };
  // left without a word: as if it had never been begun, and no step of the member's own
  const abandon = (id: string) => {
    if (fresh?.id !== id || !fresh.entry) return;
    setFresh(null);
    const entry = workspace.undoStack.take('undo', fresh.entry);
    if (entry) workspace.runSilently(undo(entry.inverse), null);
  };

  return (
    <section aria-label={t(($) => $.notes.title)}>
      <div className={classes.head}>
        <h2 className={classes.title}>
          {t(($) => $.notes.title)}
          {notes.length > 0 && <span className={classes.count}>{notes.length}</span>}
        </h2>
        {mayEdit && (
          <Button variant="subtle" color="gray" leftSection={<IconPlus size={14} />} onClick={add}>
            {t(($) => $.notes.add)}
          </Button>
        )}
      </div>
      {notes.length === 0 ? (
        <p className={classes.empty}>{mayEdit ? t(($) => $.notes.empty) : t(($) => $.notes.emptyViewer)}</p>
      ) : (
        <Stack gap="sm">
          {shown.map((note) => (
            <NoteCard key={note.id} note={note} fresh={note.id === fresh?.id} onAbandon={abandon} />
          ))}
          {shown.length < notes.length && (
            <Button variant="subtle" color="gray" onClick={() => setAll(true)}>
              {t(($) => $.notes.older, { count: notes.length - shown.length })}
            </Button>
          )}
        </Stack>
      )}
    </section>
  );
}
