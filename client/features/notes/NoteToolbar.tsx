/** The few tools of a note, shown while one writes: headings, bold, italic, lists, link, mention. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAt, IconBold, IconH2, IconH3, IconItalic, IconList, IconListNumbers } from '@tabler/icons-react';
import { type Editor, useEditorState } from '@tiptap/react';
import type { ComponentType, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { keyNames } from '../../ui/Keys.tsx';
import { NoteLinkButton } from './NoteLinkButton.tsx';
import classes from './NoteToolbar.module.css';

interface Tool {
  readonly label: string;
  readonly keys?: string;
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  readonly on: boolean;
  readonly run: () => void;
}

/** Pressing a tool must not take the focus out of the text. */
const keepFocus = (event: MouseEvent): void => event.preventDefault();

export function NoteToolbar({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation();
  const is = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      h2: now.isActive('heading', { level: 2 }),
      h3: now.isActive('heading', { level: 3 }),
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
    }),
  });
  const chain = () => editor.chain().focus();
  const tools: readonly Tool[] = [
    {
      label: t(($) => $.notes.tools.heading),
      icon: IconH2,
      on: is.h2,
      run: () => chain().toggleHeading({ level: 2 }).run(),
    },
    {
      label: t(($) => $.notes.tools.subheading),
      icon: IconH3,
      on: is.h3,
      run: () => chain().toggleHeading({ level: 3 }).run(),
    },
    {
      label: t(($) => $.notes.tools.bold),
      keys: 'mod+b',
      icon: IconBold,
      on: is.bold,
      run: () => chain().toggleBold().run(),
    },
    {
      label: t(($) => $.notes.tools.italic),
      keys: 'mod+i',
      icon: IconItalic,
      on: is.italic,
      run: () => chain().toggleItalic().run(),
    },
    {
      label: t(($) => $.notes.tools.bullets),
      icon: IconList,
      on: is.bullets,
      run: () => chain().toggleBulletList().run(),
    },
    {
      label: t(($) => $.notes.tools.numbers),
      icon: IconListNumbers,
      on: is.numbers,
      run: () => chain().toggleOrderedList().run(),
    },
  ];

  return (
    <div className={classes.root} role="toolbar" aria-label={t(($) => $.notes.tools.title)}>
      {tools.map(({ label, keys, icon: Icon, on, run }) => (
        <Tooltip key={label} label={keys ? `${label} · ${keyNames(keys).join('+')}` : label}>
          <ActionIcon
            size={26}
            aria-label={label}
            aria-pressed={on}
            data-on={on || undefined}
            onMouseDown={keepFocus}
            onClick={run}
          >
            <Icon size={15} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      ))}
      <NoteLinkButton editor={editor} />
      <Tooltip label={t(($) => $.notes.tools.mention)}>
        <ActionIcon
          size={26}
          aria-label={t(($) => $.notes.tools.mention)}
          onMouseDown={keepFocus}
          onClick={() => {
            // the list opens only for an @ that starts a word
            const before = editor.state.selection.$from.nodeBefore?.textContent ?? '';
            chain()
              .insertContent(before === '' || before.endsWith(' ') ? '@' : ' @')
              .run();
          }}
        >
          <IconAt size={15} stroke={1.8} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
