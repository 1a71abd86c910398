/** An address that leads nowhere: says so, and the way back. */
import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ButtonLink } from './links.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState asPage icon={IconMapOff} title={t(($) => $.app.notFound.title)} text={t(($) => $.app.notFound.text)}>
      <ButtonLink to="/">{t(($) => $.app.notFound.home)}</ButtonLink>
    </EmptyState>
  );
}
