/** One's own account: name, language, theme, password, signing out. */
import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Body, type Me } from '#schema/protocol.ts';
import { workspaceToOpen } from '../../app/currentWorkspace.ts';
import { leaveAccount } from '../../app/leaveAccount.tsx';
import { changePassword, updateProfile } from '../../data/accounts.ts';
import { useMe } from '../../data/session.ts';
import { notify } from '../../ui/notify.tsx';
import { DoorPage } from './DoorPage.tsx';
import classes from './DoorPage.module.css';
import { LookSwitches } from './LookSwitches.tsx';
import { problemsIn, useSubmit } from './useSubmit.ts';
import { AnchorLink, ButtonLink } from '../../app/links.tsx';

export function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  if (!me) return null;
  const workspace = workspaceToOpen(me);
  return (
    <DoorPage
      wide
      ownSwitches
      title={t(($) => $.account.settings.title)}
      text={me.user.email}
      before={
        workspace && (
          <AnchorLink to="/w/$workspace" params={{ workspace }} size="sm" mb="lg" className={classes.back}>
            <IconArrowLeft size={16} aria-hidden /> {t(($) => $.account.settings.back)}
          </AnchorLink>
        )
      }
    >
      <Stack gap="lg">
        {me.user.guest ? (
          <Section title={t(($) => $.account.settings.profile)}>
            <Text mb="md">{t(($) => $.account.settings.guest)}</Text>
            <ButtonLink to="/welcome">{t(($) => $.app.demo.keep)}</ButtonLink>
          </Section>
        ) : (
          <ProfileSection me={me} />
        )}
        <Section title={t(($) => $.account.settings.look)}>
          <div style={{ display: 'flex' }}>
            <LookSwitches />
          </div>
        </Section>
        {!me.user.guest && <PasswordSection />}
        <Section title={t(($) => $.account.settings.session)}>
          <Text c="dimmed" mb="md">
            {t(($) => $.account.settings.sessionText)}
          </Text>
          <Button variant="default" onClick={() => void leaveAccount()}>
            {t(($) => $.app.account.signOut)}
          </Button>
        </Section>
      </Stack>
    </DoorPage>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper component="section" p="lg" radius="lg">
      <Title order={2} size="h3" mb="md">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function ProfileSection({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const { busy, problems, send, check } = useSubmit();
  const [name, setName] = useState(me.user.name);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = { name };
    if (!check(problemsIn(Body.profile, values, { name: t(($) => $.account.problems.name) }))) return;
    if (await send(() => updateProfile(values))) notify.done(t(($) => $.account.settings.nameSaved));
  };

  return (
    <Section title={t(($) => $.account.settings.profile)}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md" align="flex-start">
          <TextInput
            label={t(($) => $.account.name)}
            autoComplete="name"
            w="100%"
            maw={360}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={problems['name'] ?? problems['form']}
          />
          <Button type="submit" variant="default" loading={busy} disabled={name.trim() === me.user.name}>
            {t(($) => $.ui.save)}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

function PasswordSection() {
  const { t } = useTranslation();
  const { busy, problems, send, check } = useSubmit();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = { current, next };
    const sentences = {
      current: t(($) => $.account.settings.wrongCurrent),
      next: t(($) => $.account.problems.password),
    };
    if (!check(problemsIn(Body.changePassword, values, sentences))) return;
    if (!(await send(() => changePassword(values)))) return;
    setCurrent('');
    setNext('');
    notify.done(t(($) => $.account.settings.changed));
  };

  return (
    <Section title={t(($) => $.account.settings.passwordTitle)}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md" align="flex-start">
          <PasswordInput
            label={t(($) => $.account.settings.current)}
            autoComplete="current-password"
            w="100%"
            maw={360}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={problems['current'] && t(($) => $.account.settings.wrongCurrent)}
          />
          <PasswordInput
            label={t(($) => $.account.settings.next)}
            autoComplete="new-password"
            placeholder={t(($) => $.account.passwordHint)}
            w="100%"
            maw={360}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={problems['next']}
          />
          {problems['form'] && (
            <Alert color="red" role="alert" p="sm">
              {problems['form']}
            </Alert>
          )}
          <Button type="submit" variant="default" loading={busy}>
            {t(($) => $.account.settings.change)}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
