/** Over plain HTTP browsers withhold some things; this says which and how to get them, once, and can be hidden. */
import { Anchor, List, Popover, Text } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from './Banner.tsx';

const HIDDEN_UNDER = 'ortak.insecure.hidden';

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
      <Popover width={340} position="bottom-start" withinPortal>
        <Popover.Target>
          <Anchor component="button" type="button" inherit>
            {t(($) => $.app.insecure.how)}
          </Anchor>
        </Popover.Target>
        <Popover.Dropdown>
          <InsecureExplanation />
        </Popover.Dropdown>
      </Popover>
    </Banner>
  );
}

/** What is missing without a secure connection, and how to get it. */
export function InsecureExplanation() {
  const { t } = useTranslation();
  return (
    <>
      <Text fw={600}>{t(($) => $.app.insecure.missingTitle)}</Text>
      <List size="sm" mt={4} mb="sm">
        <List.Item>{t(($) => $.app.insecure.missingOffline)}</List.Item>
        <List.Item>{t(($) => $.app.insecure.missingInstall)}</List.Item>
        <List.Item>{t(($) => $.app.insecure.missingNotices)}</List.Item>
        <List.Item>{t(($) => $.app.insecure.missingClipboard)}</List.Item>
      </List>
      <Text fw={600}>{t(($) => $.app.insecure.getTitle)}</Text>
      <Text>{t(($) => $.app.insecure.getText)}</Text>
    </>
  );
}
