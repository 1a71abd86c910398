/** Shown only while there is nothing to show yet: the first visit on a device, before the server has sent the workspace. */
import { Text } from '@mantine/core';
import { useNetwork, useTimeout } from '@mantine/hooks';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { arrival } from '../sync/arrival.ts';
import { AnchorLink } from './links.tsx';
import { Mark } from './Mark.tsx';
import classes from './OpeningPage.module.css';

/** Most openings are over before this, and are not held up by drawing what would be gone at once, in ms. */
const UNSEEN_MS = 400;
/** After so long the page says what it waits for, in ms. */
const PATIENCE_MS = 4_000;
/** After so long it shows how much of it has come, in ms. */
const SLOW_MS = 1_000;

export function OpeningPage({ name }: { readonly name?: string }) {
  const [late, setLate] = useState(false);
  useTimeout(() => setLate(true), UNSEEN_MS, { autoInvoke: true });
  return (
    <div className={classes.root} data-opening>
      {late && <Opening name={name} />}
    </div>
  );
}

function Opening({ name }: { readonly name: string | undefined }) {
  const { t } = useTranslation();
  const { online } = useNetwork();
  const [long, setLong] = useState(false);
  useTimeout(() => setLong(true), PATIENCE_MS, { autoInvoke: true });
  return (
    <>
      <output className={classes.said}>
        <Mark size={44} />
        {name !== undefined && <Text fw={500}>{t(($) => $.app.opening.text, { name })}</Text>}
        {(long || !online) && (
          <Text c="dimmed" ta="center" maw={380}>
            {online ? t(($) => $.app.opening.long) : t(($) => $.app.opening.offline)}
          </Text>
        )}
      </output>
      <Arriving />
      {(long || !online) && name !== undefined && (
        <AnchorLink to="/account" size="sm">
          {t(($) => $.app.account.settings)}
        </AnchorLink>
      )}
    </>
  );
}

/** How much of the workspace has come; a line that brings all of it at once shows nothing. */
function Arriving() {
  const { t } = useTranslation();
  const format = useFormat();
  const coming = useSyncExternalStore(arrival.subscribe, arrival.getSnapshot);
  const [slow, setSlow] = useState(false);
  useTimeout(() => setSlow(true), SLOW_MS, { autoInvoke: true });
  if (!slow || !coming) return null;
  const { bytes, total } = coming;
  return (
    <>
      <progress className={classes.arriving} value={bytes} max={total} aria-label={t(($) => $.app.opening.arriving)} />
      <Text c="dimmed" size="sm" aria-hidden>
        {t(($) => $.app.opening.arrived, { bytes: format.fileSize(bytes), total: format.fileSize(total) })}
      </Text>
    </>
  );
}
