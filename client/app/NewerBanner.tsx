/** A newer app has written this workspace: what this page may still do, and the way to the newer app. */
import { Button } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Banner } from './Banner.tsx';

export function NewerBanner() {
  const { t } = useTranslation();
  return (
    <Banner
      tone="warning"
      icon={IconRefreshAlert}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => void reloadNewest()}>
          {t(($) => $.saving.newer.reload)}
        </Button>
      }
    >
      {t(($) => $.saving.newer.text)}
    </Banner>
  );
}

/** Reloads into the newest app: an installed one would open the old app again until the new one takes its place. */
async function reloadNewest(): Promise<void> {
  const reload = (): void => location.reload();
  // there are none over plain HTTP; then a reload alone brings what the server has
  if (!('serviceWorker' in navigator)) return reload();
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
    await installed(registration?.installing);
    if (!registration?.waiting) return reload();
    navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
    registration.waiting.postMessage({ type: 'SKIP_WAITING' });
  } catch {
    // without the server there is no newer app to be had: the reload shows what the device has
    reload();
  }
}

const installed = (worker: ServiceWorker | null | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (!worker || worker.state !== 'installing') return resolve();
    worker.addEventListener('statechange', () => resolve(), { once: true });
  });
