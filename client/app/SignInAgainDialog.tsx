/** Signing in again without leaving the page one is on. */
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../features/account/SignInForm.tsx';

interface SignInAgainDialogProps {
  readonly email: string;
  readonly onClose: () => void;
}

export function SignInAgainDialog({ email, onClose }: SignInAgainDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(($) => $.app.expired.title)}
      closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
      size="sm"
    >
      <SignInForm email={email} onDone={onClose} />
    </Modal>
  );
}
