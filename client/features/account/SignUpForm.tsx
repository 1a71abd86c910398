/** Creating an account, and with it a first workspace where one is asked for. */
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Body, type Me } from '#schema/protocol.ts';
import { createWorkspace, signUp } from '../../data/accounts.ts';
import { useLanguage } from '../../i18n/language.ts';
import { problemsIn, useSubmit } from './useSubmit.ts';

interface SignUpFormProps {
  /** asks for the name of a first workspace and creates it too */
  readonly withWorkspace: boolean;
  readonly submitLabel: string;
  readonly onDone: (me: Me) => void;
}

export function SignUpForm({ withWorkspace, submitLabel, onDone }: SignUpFormProps) {
  const { t } = useTranslation();
  const locale = useLanguage();
  const { busy, problems, send, check } = useSubmit();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [workspace, setWorkspace] = useState('');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = { name, email, password, locale };
    const sentences = {
      name: t(($) => $.account.problems.name),
      email: t(($) => $.account.problems.email),
      password: t(($) => $.account.problems.password),
    };
    const unnamed = withWorkspace && !Body.createWorkspace.safeParse({ name: workspace }).success;
    const found = {
      ...problemsIn(Body.signUp, values, sentences),
      ...(unnamed && { workspace: t(($) => $.account.problems.workspace) }),
    };
    if (!check(found)) return;
    const signedUp = await send(() => signUp(values));
    if (!signedUp) return;
    // if only this second step fails the account stands, and the app asks for the workspace next
    const me = withWorkspace ? ((await send(() => createWorkspace(workspace))) ?? signedUp) : signedUp;
    onDone(me);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t(($) => $.account.name)}
          name="name"
          autoComplete="name"
          size="sm"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problems['name']}
        />
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
          autoComplete="new-password"
          size="sm"
          placeholder={t(($) => $.account.passwordHint)}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={problems['password']}
        />
        {withWorkspace && (
          <TextInput
            label={t(($) => $.account.workspaceName)}
            name="organization"
            autoComplete="organization"
            size="sm"
            placeholder={t(($) => $.account.workspaceHint)}
            value={workspace}
            onChange={(event) => setWorkspace(event.currentTarget.value)}
            error={problems['workspace']}
          />
        )}
        {problems['form'] && (
          <Alert color="red" role="alert" p="sm">
            {problems['form']}
          </Alert>
        )}
        <Button type="submit" size="sm" loading={busy} fullWidth>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
