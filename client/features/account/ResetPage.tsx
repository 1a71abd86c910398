/** A one-time link with which someone who forgot the password sets a new one. */
import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Body } from '#schema/protocol.ts';
import { resetPassword } from '../../data/accounts.ts';
import { notify } from '../../ui/notify.tsx';
import { DoorPage } from './DoorPage.tsx';
import { problemsIn, useSubmit } from './useSubmit.ts';

const route = getRouteApi('/reset/$token');

export function ResetPage() {
  const { t } = useTranslation();
  const { token } = route.useParams();
  const navigate = useNavigate();
  const { busy, problems, send, check } = useSubmit();
  const [password, setPassword] = useState('');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = { password };
    if (!check(problemsIn(Body.resetPassword, values, { password: t(($) => $.account.problems.password) }))) return;
    if (!(await send(() => resetPassword(token, values)))) return;
    notify.done(t(($) => $.account.reset.done));
    void navigate({ to: '/welcome', search: { way: 'sign-in' } });
  };

  return (
    <DoorPage title={t(($) => $.account.reset.title)} text={t(($) => $.account.reset.text)}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <PasswordInput
            label={t(($) => $.account.reset.password)}
            name="password"
            autoComplete="new-password"
            size="sm"
            placeholder={t(($) => $.account.passwordHint)}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={problems['password']}
          />
          {problems['form'] && (
            <Alert color="red" role="alert" p="sm" title={t(($) => $.account.reset.brokenTitle)}>
              {problems['form']}
              <Text mt={4}>{t(($) => $.account.reset.brokenText)}</Text>
            </Alert>
          )}
          <Button type="submit" size="sm" loading={busy}>
            {t(($) => $.account.reset.submit)}
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}
