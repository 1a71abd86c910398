/** Shown only while there is nothing to show yet: the first visit on a device, before the server has sent the workspace. */
import { Text } from '@mantine/core';
import { useNetwork, useTimeout } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from './links.tsx';
import { Mark } from './Mark.tsx';
import classes from './OpeningPage.module.css';

/** After so long the page says what it waits for, in ms. */
const PATIENCE_MS = 4_000;

export function OpeningPage({ name }: { readonly name?: string }) {
  const { t } = useTranslation();
  const { online } = useNetwork();
  const [long, setLong] = useState(false);
  useTimeout(() => setLong(true), PATIENCE_MS, { autoInvoke: true });
  return (
    <output className={classes.root} data-opening>
      <Mark size={44} />
      {name !== undefined && <Text fw={500}>{t(($) => $.app.opening.text, { name })}</Text>}
      {(long || !online) && (
        <>
          <Text c="dimmed" ta="center" maw={380}>
            {online ? t(($) => $.app.opening.long) : t(($) => $.app.opening.offline)}
          </Text>
          {name !== undefined && (
            <AnchorLink to="/account" size="sm">
              {t(($) => $.app.account.settings)}
            </AnchorLink>
          )}
        </>
      )}
    </output>
  );
}
