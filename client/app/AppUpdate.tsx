/**
 * The installed app: says once that it works without a network, and offers a new version. A new version is taken only
 * when the person says so; until then the old one goes on as it is.
 */
import { Button, Paper, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../ui/notify.tsx';
import classes from './AppUpdate.module.css';

/** How often an open page looks for a new version. */
const LOOK_EVERY_MS = 60 * 60_000;
const SAID_UNDER = 'ortak.offlineReady';

export function AppUpdate() {
  const { t } = useTranslation();
  const [take, setTake] = useState<(() => void) | null>(null);

  useEffect(() => {
    // no service worker over plain HTTP: nothing to install, nothing to update
    if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    let gone = false;
    void import('virtual:pwa-register').then(({ registerSW }) => {
      if (gone) return;
      const update = registerSW({
        onNeedRefresh: () => setTake(() => () => void update(true)),
        onOfflineReady: () => {
          if (sayOnce()) notify.done(t(($) => $.app.offlineReady));
        },
        onRegisteredSW: (_url, registration) => {
          // offline the look simply fails until the next one
          const look = (): void => void registration?.update().catch(() => undefined);
          // at once too: the browser's own look after a page opens may come late or not at all
          look();
          timer = setInterval(look, LOOK_EVERY_MS);
        },
      });
    });
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [t]);

  if (!take) return null;
  return (
    <Paper component="output" className={classes.root} data-no-print>
      <Text>{t(($) => $.app.update.text)}</Text>
      <Button size="compact-sm" onClick={take}>
        {t(($) => $.app.update.now)}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setTake(null)}>
        {t(($) => $.app.update.later)}
      </Button>
    </Paper>
  );
}

/** Whether this is the first time on this device. */
function sayOnce(): boolean {
  try {
    if (localStorage.getItem(SAID_UNDER)) return false;
    localStorage.setItem(SAID_UNDER, '1');
    return true;
  } catch {
    return true;
  }
}
