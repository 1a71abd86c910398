/**
 * The text of one note for those who may not write: shown live, and bound to nothing, so that a page which may only read
 * can't write by mending what it shows. Loaded lazily, with the editor's own pieces.
 */
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect } from 'react';
import type * as Y from 'yjs';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { membersNow } from './memberNames.ts';
import classes from './NoteEditor.module.css';
import { noteContent } from './noteExtensions.ts';
import { isEditable } from './noteGuard.ts';
import { readNote } from './readNote.ts';

interface NoteReaderProps {
  readonly fragment: Y.XmlFragment;
  /** what it is, for screen readers */
  readonly label: string;
}

export default function NoteReader({ fragment, label }: NoteReaderProps) {
  const { id: workspace } = useWorkspace();
  const editor = useEditor(
    {
      extensions: noteContent((id) => membersNow(workspace).find((member) => member.id === id)?.name),
      content: readNote(fragment),
      editable: false,
      injectCSS: false,
      editorProps: {
        attributes: { class: classes.text ?? '', role: 'textbox', 'aria-label': label, 'aria-readonly': 'true' },
      },
    },
    [fragment, label, workspace],
  );

  useEffect(() => {
    const show = (): void => {
      // what this app does not know shows in the card as plain text, in this same turn
      if (!editor.isDestroyed && isEditable({}, fragment)) editor.commands.setContent(readNote(fragment));
    };
    show();
    fragment.observeDeep(show);
    return () => fragment.unobserveDeep(show);
  }, [editor, fragment]);

  return (
    <div className={classes.root}>
      <EditorContent editor={editor} />
    </div>
  );
}
