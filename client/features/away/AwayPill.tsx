/** Beside the sync state: in how many places others changed things too while this person was away, until they have seen it. */
import { UnstyledButton } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAwayChanges, useAwayList } from '../../data/useAway.ts';
import { withAllWords } from '../../i18n/language.ts';
import { notify } from '../../ui/notify.tsx';
import classes from '../../ui/Pill.module.css';

const AwayDialog = lazy(async () => ({ default: (await withAllWords(import('./AwayDialog.tsx'))).AwayDialog }));

export function AwayPill() {
  const { t } = useTranslation();
  const away = useAwayList();
  const changes = useAwayChanges();
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const open = () => {
    setOpen(true);
    setWasOpen(true);
  };
  useEffect(
    () =>
      away.onArrival((count) =>
        notify.done(
          t(($) => $.saving.away.news, { count }),
          undefined,
          { label: t(($) => $.saving.away.show), run: open },
        ),
      ),
    [away, t],
  );
  if (changes.length === 0) return null;
  return (
    <>
      <UnstyledButton
        className={classes.root}
        data-tone="warning"
        aria-label={t(($) => $.saving.away.news, { count: changes.length })}
        onClick={open}
      >
        <IconArrowsDiff size={14} aria-hidden />
        {changes.length}
      </UnstyledButton>
      {wasOpen && (
        <Suspense fallback={null}>
          <AwayDialog opened={isOpen} changes={changes} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
