/**
 * One note of a record: who wrote it and when, its text, and what can be done with it. The editor comes when the note is
 * on screen; until then, and for notes that this app must not open, its plain text stands there.
 */
import { ActionIcon, Button, Menu, Text, Tooltip } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { binRecords } from '#schema/commands/records.ts';
import { joinNote } from '#schema/commands/timeline.ts';
import { may } from '#schema/policy.ts';
import type { Note } from '#schema/records/note.ts';
import { richText } from '#schema/workspace.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { useSeen } from '../../ui/useSeen.ts';
import classes from './NoteCard.module.css';
import { isEditable } from './noteGuard.ts';
import { useMemberName } from './memberNames.ts';

const NoteEditor = lazy(() => import('./NoteEditor.tsx'));
const NoteReader = lazy(() => import('./NoteReader.tsx'));

interface NoteCardProps {
  readonly note: Note;
  /** just made here: its text takes the focus, and it goes again when it is left without a word */
  readonly fresh?: boolean;
  /** the fresh note was left empty */
  readonly onAbandon?: (id: string) => void;
}

export function NoteCard({ note, fresh = false, onAbandon }: NoteCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const commands = useCommands();
  const workspace = useWorkspace();
  const nameOf = useMemberName();
  const mayEdit = may(workspace.env.actor.role, 'editRecords');
  const { id } = note;
  // an editor costs too much to make for a long list that nobody scrolls
  const [seen, head] = useSeen();
  const fragment = richText(workspace.doc, 'note', id);
  // as of which state of the note the editor ended, because of what it does not know
  const [ended, setEnded] = useState<Note | null>(null);
  const author = nameOf(note.created.by);
  const label = t(($) => $.notes.textOf, { name: author });
  const others = note.contributors.filter((member) => member !== note.created.by).map(nameOf);

  const onOwnEdit = useCallback(() => {
    const now = workspace.projection.get('note', id);
    if (now && !now.contributors.includes(workspace.env.actor.id)) workspace.runSilently(joinNote, { id });
  }, [workspace, id]);
  const onNewer = useCallback(() => setEnded(workspace.projection.get('note', id) ?? null), [workspace, id]);
  const card = useAbandon(fresh, () => {
    if (workspace.projection.get('note', id)?.text === '') onAbandon?.(id);
  });

  return (
    <article
      className={classes.root}
      aria-label={t(($) => $.notes.by, { name: author, time: format.instant(note.created.at) })}
      ref={card}
    >
      <header className={classes.head} ref={head}>
        <MemberAvatar id={note.created.by} name={author} size={20} />
        <span className={classes.people}>
          <span className={classes.author}>{author}</span>
          {others.length > 0 && <span> · {t(($) => $.notes.with, { names: format.list(others) })}</span>}
        </span>
        <span className={classes.time}>
          <RelativeTime at={note.created.at} />
        </span>
        {mayEdit && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={24} aria-label={t(($) => $.notes.actions)} className={classes.menu}>
                <IconDots size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={15} />}
                onClick={() =>
                  commands.run(
                    binRecords,
                    { type: 'note', ids: [id] },
                    t(($) => $.notes.deleted),
                  )
                }
              >
                {t(($) => $.notes.delete)}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      {fragment && (ended === note || !isEditable(note, fragment)) ? (
        <NewerNote text={note.text} />
      ) : fragment && (seen || fresh) ? (
        <Suspense fallback={<PlainNote text={note.text} />}>
          {mayEdit ? (
            <NoteEditor
              key={id}
              note={id}
              fragment={fragment}
              label={label}
              autofocus={fresh}
              onOwnEdit={onOwnEdit}
              onNewer={onNewer}
            />
          ) : (
            <NoteReader key={id} fragment={fragment} label={label} />
          )}
        </Suspense>
      ) : (
        <PlainNote text={note.text} />
      )}
    </article>
  );
}

const PlainNote = ({ text }: { readonly text: string }) => <div className={classes.plain}>{text || '\u200b'}</div>;

/** A note of a later version of the app: its text can be read, and a reload fetches the app that can edit it. */
function NewerNote({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <>
      <PlainNote text={text} />
      <div className={classes.newer}>
        <Text size="xs">{t(($) => $.notes.newer)}</Text>
        <Tooltip label={t(($) => $.notes.reloadHint)}>
          <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
            {t(($) => $.notes.reload)}
          </Button>
        </Tooltip>
      </div>
    </>
  );
}

/** How long the focus may be nowhere while the page is drawn anew, before the note counts as left. */
const LEFT_MS = 250;

/** Calls when the focus has left a fresh note for elsewhere on the page, or the note has gone off the page. */
function useAbandon(fresh: boolean, abandon: () => void): (element: HTMLElement | null) => (() => void) | undefined {
  const latest = useRef(abandon);
  useEffect(() => {
    latest.current = abandon;
  });
  return useCallback(
    (element: HTMLElement | null) => {
      if (!fresh || !element) return undefined;
      const leave = (): void => {
        setTimeout(() => {
          // another window or tab took the focus, not another place of this page
          if (element.isConnected && (!document.hasFocus() || element.contains(document.activeElement))) return;
          latest.current();
        }, LEFT_MS);
      };
      element.addEventListener('focusout', leave);
      return () => {
        element.removeEventListener('focusout', leave);
        leave();
      };
    },
    [fresh],
  );
}
