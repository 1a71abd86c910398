/**
 * A text that is edited where it stands: click or Enter opens it, leaving or Enter saves, Esc puts back what was.
 * Saves only what changed; what `save` refuses stays in the field as typed, with the reason below it.
 */
import { TextInput, UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './InlineText.module.css';

interface InlineTextProps {
  readonly label: string;
  readonly value: string;
  /** Saves; answers null when it stands, or why it does not. */
  readonly save: (next: string) => Promise<string | null>;
}

export function InlineText({ label, value, save }: InlineTextProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);

  const input = useRef<HTMLInputElement>(null);
  const editing = draft !== null;
  useEffect(() => {
    if (editing) input.current?.select();
  }, [editing]);

  const finish = async () => {
    if (draft === null) return;
    const next = draft.trim();
    const reason = next === value ? null : await save(next);
    setRefused(reason);
    if (reason === null) setDraft(null);
  };

  if (draft === null) {
    return (
      <UnstyledButton
        className={classes.shown}
        onClick={() => setDraft(value)}
        aria-label={t(($) => $.ui.editNamed, { name: label })}
      >
        {value}
      </UnstyledButton>
    );
  }
  return (
    <TextInput
      aria-label={label}
      value={draft}
      error={refused}
      ref={input}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void finish()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void finish();
        if (event.key === 'Escape') {
          event.preventDefault();
          setDraft(null);
          setRefused(null);
        }
      }}
    />
  );
}
