/**
 * The editor of one note, edited letter by letter with whoever else is in it. Undo takes back one's own words alone: it is
 * the fragment's own undo manager, which ends with the editor. Loaded lazily; must never be mounted on a note whose
 * version or nodes this app does not know (see NoteCard): mounting deletes what it does not know.
 */
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type * as Y from 'yjs';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { personTint } from '../../ui/MemberAvatar.tsx';
import { membersNow } from './memberNames.ts';
import classes from './NoteEditor.module.css';
import { NoteCarets } from './noteCarets.ts';
import { noteExtensions } from './noteExtensions.ts';
import { NoteToolbar } from './NoteToolbar.tsx';

interface NoteEditorProps {
  readonly note: string;
  readonly fragment: Y.XmlFragment;
  readonly editable: boolean;
  /** what it is, for screen readers */
  readonly label: string;
  readonly autofocus: boolean;
  /** the member changed something themselves */
  readonly onOwnEdit: () => void;
}

export default function NoteEditor({ note, fragment, editable, label, autofocus, onOwnEdit }: NoteEditorProps) {
  const { t } = useTranslation();
  const { room, id: workspace } = useWorkspace();
  const [focused, setFocused] = useState(false);

  const placeholder = t(($) => $.notes.placeholder);
  const nobody = t(($) => $.notes.nobody);
  const extensions = useMemo(() => {
    // the editor outlives changes of the member list: it asks for names when it needs them
    const nameOf = (id: string) => membersNow(workspace).find((member) => member.id === id)?.name;
    const carets = new NoteCarets(room.awareness, note, (user) => {
      const name = nameOf(user);
      return name === undefined ? null : { name, tint: personTint(user) };
    });
    const members = () => membersNow(workspace).filter((member) => !member.removed);
    return noteExtensions({ fragment, carets, placeholder, nobody, nameOf, members });
  }, [room, workspace, note, fragment, placeholder, nobody]);

  const editor = useEditor(
    {
      extensions,
      editable,
      // the page's content security policy knows no styles of strangers; ours stand in the module
      injectCSS: false,
      editorProps: {
        attributes: {
          class: classes.text ?? '',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
          'aria-readonly': String(!editable),
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
    [extensions, editable, label],
  );

  useEffect(() => {
    // here and not by the editor's own option, which looks before the editor stands on the page; on a slow page the
    // first editor is thrown away before it stands there, and this runs again for the next
    if (autofocus && editable && !editor.isDestroyed) editor.commands.focus('end');
  }, [editor, autofocus, editable]);

  return (
    <div
      className={classes.root}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
    >
      <EditorContent editor={editor} />
      {editable && focused && !editor.isDestroyed && <NoteToolbar editor={editor} />}
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
