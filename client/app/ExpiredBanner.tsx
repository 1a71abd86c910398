/** The server asks to sign in again: said above the page, which goes on working; nothing on the device is touched. */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#schema/protocol.ts';
import { useSession } from '../data/session.ts';
import { withAllWords } from '../i18n/language.ts';
import { Banner } from './Banner.tsx';

const SignInAgainDialog = lazy(async () => ({
  default: (await withAllWords(import('./SignInAgainDialog.tsx'))).SignInAgainDialog,
}));

export function ExpiredBanner({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const session = useSession();
  const [opened, { open, close }] = useDisclosure(false);
  if (session.state !== 'in' || !session.expired) return null;
  return (
    <>
      <Banner
        tone="warning"
        icon={IconKey}
        actions={
          <Button size="compact-sm" onClick={open}>
            {t(($) => $.app.expired.signIn)}
          </Button>
        }
      >
        {t(($) => $.app.expired.text)}
      </Banner>
      {opened && (
        <Suspense fallback={null}>
          <SignInAgainDialog email={me.user.email ?? ''} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
