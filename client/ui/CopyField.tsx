/**
 * A text to hand on (a link), with a copy button. Without a clipboard (plain HTTP, or refused) the text is selected and
 * the person told which keys copy it.
 */
import { Button, Group, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyNames } from './Keys.tsx';

type Outcome = 'idle' | 'copied' | 'selected';

export function CopyField({ value, label }: { readonly value: string; readonly label: string }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<Outcome>('idle');

  const copy = async () => {
    input.current?.focus();
    input.current?.select();
    setOutcome((await copied(value)) ? 'copied' : 'selected');
  };

  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        ref={input}
        label={label}
        value={value}
        readOnly
        style={{ flex: 1 }}
        onFocus={(event) => event.currentTarget.select()}
        description={
          outcome === 'selected' ? t(($) => $.ui.copyByHand, { keys: keyNames('mod+c').join('+') }) : undefined
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <Button
        variant="default"
        leftSection={outcome === 'copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
        onClick={() => void copy()}
        aria-live="polite"
      >
        {outcome === 'copied' ? t(($) => $.ui.copied) : t(($) => $.ui.copy)}
      </Button>
    </Group>
  );
}

async function copied(text: string): Promise<boolean> {
  // absent over plain HTTP, whatever the types say
  if (!window.isSecureContext) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // the browser or the person refused: the selected text remains
    return false;
  }
}
