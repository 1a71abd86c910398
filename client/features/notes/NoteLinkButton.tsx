/** Makes the chosen words a link, changes it or takes it away. What cannot be a link stays in the field, with a word why. */
import { ActionIcon, Anchor, Button, Group, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { type Editor, useEditorState } from '@tiptap/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkTarget } from './linkTarget.ts';

export function NoteLinkButton({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState('');
  const [refused, setRefused] = useState(false);
  const current = useEditorState({
    editor,
    selector: ({ editor: now }) => (now.isActive('link') ? linkTarget(now.getAttributes('link')['href']) : null),
  });

  const open = () => {
    setDraft(current ?? '');
    setRefused(false);
    setOpened(true);
  };
  const close = () => {
    setOpened(false);
    editor.commands.focus();
  };
  const save = () => {
    const href = linkTarget(draft);
    if (href === null) return setRefused(true);
    const chain = editor.chain().focus();
    if (current !== null) chain.extendMarkRange('link').setLink({ href }).run();
    else if (editor.state.selection.empty) {
      chain.insertContent([{ type: 'text', text: draft.trim(), marks: [{ type: 'link', attrs: { href } }] }]).run();
    } else chain.setLink({ href }).run();
    setOpened(false);
  };

  return (
    // inside the editor's own element, so that choosing an address does not count as leaving the note
    <Popover opened={opened} onDismiss={() => setOpened(false)} withinPortal={false} trapFocus width={280}>
      <Popover.Target>
        <Tooltip label={t(($) => $.notes.tools.link)}>
          <ActionIcon
            size={26}
            aria-label={t(($) => $.notes.tools.link)}
            aria-pressed={current !== null}
            data-on={current !== null || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={open}
          >
            <IconLink size={15} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          close();
        }}
      >
        <TextInput
          data-autofocus
          label={t(($) => $.notes.link.label)}
          placeholder={t(($) => $.notes.link.placeholder)}
          value={draft}
          error={refused ? t(($) => $.notes.link.refused) : undefined}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
            setRefused(false);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            save();
          }}
        />
        <Group gap="xs" mt="sm">
          <Button onClick={save}>{t(($) => $.notes.link.save)}</Button>
          {current !== null && (
            <>
              <Button
                variant="default"
                onClick={() => {
                  editor.chain().focus().extendMarkRange('link').unsetLink().run();
                  setOpened(false);
                }}
              >
                {t(($) => $.notes.link.remove)}
              </Button>
              <Anchor href={current} target="_blank" rel="noopener noreferrer" ms="auto" size="sm">
                {t(($) => $.notes.link.open)}
              </Anchor>
            </>
          )}
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
