/**
 * The editor of one note, edited letter by letter with whoever else is in it. Undo takes back one's own words alone: it is
 * the fragment's own undo manager, which ends with the editor. Loaded lazily; only for those who may write (see
 * NoteReader). Must never be bound to a note that this app does not wholly know: it ends before it sees such a change.
 */
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type * as Y from 'yjs';
import { readKey } from '#schema/workspace.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { personTint } from '../../ui/MemberAvatar.tsx';
import { membersNow } from './memberNames.ts';
import classes from './NoteEditor.module.css';
import { NoteCarets } from './noteCarets.ts';
import { noteExtensions } from './noteExtensions.ts';
import { isEditable } from './noteGuard.ts';
import { NoteToolbar } from './NoteToolbar.tsx';

interface NoteEditorProps {
  readonly note: string;
  readonly fragment: Y.XmlFragment;
  /** what it is, for screen readers */
  readonly label: string;
  readonly autofocus: boolean;
  /** the member changed something themselves */
  readonly onOwnEdit: () => void;
  /** the note came to hold what this app does not know, and the editor has ended; the same function each time */
  readonly onNewer: () => void;
}

export default function NoteEditor({ note, fragment, label, autofocus, onOwnEdit, onNewer }: NoteEditorProps) {
  const { t } = useTranslation();
  const { room, doc, id: workspace } = useWorkspace();
  const [focused, setFocused] = useState(false);

  const placeholder = t(($) => $.notes.placeholder);
  const nobody = t(($) => $.notes.nobody);
  const extensions = useMemo(() => {
    // the editor outlives changes of the member list: it asks for names when it needs them
    const nameOf = (id: string) => membersNow(workspace).find((member) => member.id === id)?.name;
    const isKnown = (): boolean => {
      // from the document itself: the projection hears of a change only after the editor does
      const version = readKey(doc, 'note', note, 'version');
      return isEditable(typeof version === 'number' ? { version } : {}, fragment);
    };
    const carets = new NoteCarets(room.awareness, note, (user) => {
      const name = nameOf(user);
      return name === undefined ? null : { name, tint: personTint(user) };
    });
    const members = () => membersNow(workspace).filter((member) => !member.removed);
    return noteExtensions({
      fragment,
      isKnown,
      onNewer,
      carets,
      placeholder,
      nobody,
      nameOf,
      members,
    });
  }, [room, doc, workspace, note, fragment, onNewer, placeholder, nobody]);

  const editor = useEditor(
    {
      extensions,
      // the page's content security policy knows no styles of strangers; ours stand in the module
      injectCSS: false,
      editorProps: {
        attributes: {
          class: classes.text ?? '',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
        },
        handleClick: (_, __, event) => followLink(event),
        handleDOMEvents: {
          keydown: (view, event) => {
            if (event.key !== 'Escape' || event.defaultPrevented || isMentioning(view.dom)) return false;
            // the first Esc leaves the text, the next one closes the panel
            view.dom.blur();
            event.preventDefault();
            return true;
          },
        },
      },
      onTransaction: ({ transaction }) => {
        if (transaction.docChanged && !isChangeOrigin(transaction)) onOwnEdit();
      },
      onFocus: () => setFocused(true),
    },
    [extensions, label],
  );

  useEffect(() => {
    // here and not by the editor's own option, which looks before the editor stands on the page; on a slow page the
    // first editor is thrown away before it stands there, and this runs again for the next
    if (autofocus && !editor.isDestroyed) editor.commands.focus('end');
  }, [editor, autofocus]);

  return (
    <div
      className={classes.root}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
    >
      <EditorContent editor={editor} />
      {focused && !editor.isDestroyed && <NoteToolbar editor={editor} />}
    </div>
  );
}

const isMentioning = (dom: HTMLElement): boolean => dom.querySelector('.suggestion') !== null;

/** In a text one may edit, a click sets the caret; with Ctrl or ⌘ it follows the link. */
function followLink(event: MouseEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return false;
  const link = event.target.closest('a');
  if (!link) return false;
  window.open(link.href, '_blank', 'noopener,noreferrer');
  return true;
}
