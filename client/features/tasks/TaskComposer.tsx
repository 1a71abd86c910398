/** One line to add a task: the time is read out of the sentence, and shown before it counts. */
import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTask } from '#schema/commands/timeline.ts';
import { readDueText } from '#schema/dueText.ts';
import type { Subject } from '#schema/fields.ts';
import { today } from '../../data/environment.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useDueText } from './DuePicker.tsx';
import classes from './Tasks.module.css';

interface TaskComposerProps {
  readonly subject?: Subject;
  readonly autoFocus?: boolean;
  /** after one was added */
  readonly onAdded?: () => void;
}

export function TaskComposer({ subject, autoFocus = false, onAdded }: TaskComposerProps) {
  const { t } = useTranslation();
  const commands = useCommands();
  const say = useDueText();
  const [text, setText] = useState('');
  const read = readDueText(text, today());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const outcome = commands.run(
      createTask,
      // "yarın" alone is a time without a deed: then the words are the title
      {
        title: read.title || text,
        ...(read.due && { due: read.due }),
        ...(subject && { subject }),
      },
      t(($) => $.tasks.added),
    );
    if (!outcome.ok) return;
    setText('');
    onAdded?.();
  };
  return (
    <form className={classes.composer} onSubmit={submit}>
      <TextInput
        className={classes.what}
        aria-label={t(($) => $.tasks.add)}
        placeholder={t(($) => $.tasks.placeholder)}
        value={text}
        data-autofocus={autoFocus || undefined}
        autoFocus={autoFocus}
        maxLength={400}
        leftSection={<IconPlus size={14} />}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {read.due && <span className={classes.understood}>{t(($) => $.tasks.understood, { due: say(read.due) })}</span>}
      <Button type="submit" disabled={text.trim() === ''}>
        {t(($) => $.tasks.add)}
      </Button>
    </form>
  );
}
