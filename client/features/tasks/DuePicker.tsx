/** When a task is due: near days by one tap, any time by typing it as one says it. */
import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconCalendarDue } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addBusinessDays, addDays } from '#schema/calendar.ts';
import { readDueText } from '#schema/dueText.ts';
import type { Due } from '#schema/fields.ts';
import { today } from '../../data/environment.ts';
import { useFormat } from '../../i18n/format.ts';
import classes from './Tasks.module.css';

interface DuePickerProps {
  readonly label: string;
  readonly due: Due | undefined;
  readonly tone?: 'late' | 'today' | undefined;
  readonly readOnly?: boolean;
  readonly onChange: (due: Due | null) => void;
}

/** A due time in words. */
export function useDueText(): (due: Due) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ day, time }) => {
    const near = format.dayNear(day);
    return time === undefined ? near : t(($) => $.tasks.at, { day: near, time });
  };
}

export function DuePicker({ label, due, tone, readOnly = false, onChange }: DuePickerProps) {
  const { t } = useTranslation();
  const say = useDueText();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const day = today();
  const choose = (next: Due | null): void => {
    setOpen(false);
    setTyped('');
    setProblem(null);
    onChange(next);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const read = readDueText(typed, day);
    if (read.due && read.title === '') choose(read.due);
    else setProblem(t(($) => $.tasks.dueUnreadable, { text: typed.trim() }));
  };
  const near: readonly (readonly [string, Due])[] = [
    [t(($) => $.tasks.quick.today), { day }],
    [t(($) => $.tasks.quick.tomorrow), { day: addDays(day, 1) }],
    [t(($) => $.tasks.quick.business), { day: addBusinessDays(day, 3) }],
    [t(($) => $.tasks.quick.week), { day: addDays(day, 7) }],
  ];
  const shown = due ? say(due) : t(($) => $.tasks.setDue);
  if (readOnly) return <span className={classes.due}>{due ? say(due) : ''}</span>;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.due}
          data-tone={tone}
          data-empty={due ? undefined : true}
          aria-label={`${label}: ${shown}`}
          onClick={() => setOpen(!isOpen)}
        >
          <IconCalendarDue size={14} aria-hidden /> {shown}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <form onSubmit={submit} className={classes.dueForm}>
          <TextInput
            data-autofocus
            aria-label={label}
            placeholder={t(($) => $.tasks.dueHint)}
            value={typed}
            error={problem}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {near.map(([name, next]) => (
            <Button key={name} variant="subtle" color="gray" justify="flex-start" onClick={() => choose(next)}>
              {name}
            </Button>
          ))}
          {due && (
            <Button variant="subtle" color="red" justify="flex-start" onClick={() => choose(null)}>
              {t(($) => $.tasks.noDue)}
            </Button>
          )}
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
