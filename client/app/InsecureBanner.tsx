/** Over plain HTTP browsers withhold some things; this says which and how to get them, once, and can be hidden. */
import { Anchor } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lateFloat } from '../ui/lateFloat.tsx';
import { Banner } from './Banner.tsx';

const HIDDEN_UNDER = 'ortak.insecure.hidden';

const Explanation = lateFloat('dialog', async () => (await import('./InsecureExplanation.tsx')).InsecureExplanation);

const wasHidden = (): boolean => {
  try {
    return localStorage.getItem(HIDDEN_UNDER) === '1';
  } catch {
    return false;
  }
};

export function InsecureBanner() {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState(wasHidden);
  if (window.isSecureContext || hidden) return null;

  const hide = () => {
    setHidden(true);
    try {
      localStorage.setItem(HIDDEN_UNDER, '1');
    } catch {
      // it then shows again next time
    }
  };

  return (
    <Banner tone="quiet" icon={IconLockOpen} close={{ label: t(($) => $.app.insecure.hide), run: hide }}>
      {t(($) => $.app.insecure.text)}{' '}
      <Explanation
        with={{}}
        button={
          <Anchor component="button" type="button" inherit>
            {t(($) => $.app.insecure.how)}
          </Anchor>
        }
      />
    </Banner>
  );
}
