/** Signing in with e-mail and password. */
import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Body, type Me } from '#schema/protocol.ts';
import { signIn } from '../../data/accounts.ts';
import { problemsIn, useSubmit } from './useSubmit.ts';

interface SignInFormProps {
  readonly email?: string;
  /** words of the button where signing in is only half of what happens */
  readonly submitLabel?: string;
  readonly onDone: (me: Me) => void;
}

export function SignInForm({ email: known = '', submitLabel, onDone }: SignInFormProps) {
  const { t } = useTranslation();
  const { busy, problems, send, check } = useSubmit();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = { email, password };
    const sentences = { email: t(($) => $.account.problems.email), password: t(($) => $.account.problems.password) };
    if (!check(problemsIn(Body.signIn, values, sentences))) return;
    const me = await send(() => signIn(values));
    if (me) onDone(me);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t(($) => $.account.email)}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          size="sm"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={problems['email']}
        />
        <PasswordInput
          label={t(($) => $.account.password)}
          name="password"
          autoComplete="current-password"
          size="sm"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={problems['password']}
        />
        {problems['form'] && (
          <Alert color="red" role="alert" p="sm">
            {problems['form']}
          </Alert>
        )}
        <Button type="submit" size="sm" loading={busy} fullWidth>
          {submitLabel ?? t(($) => $.account.signIn.submit)}
        </Button>
        <Text c="dimmed" size="xs">
          {t(($) => $.account.signIn.forgot)}
        </Text>
      </Stack>
    </form>
  );
}
