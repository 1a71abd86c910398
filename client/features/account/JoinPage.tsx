/** An invitation link: who invites, into what, as what; then an account where there is none, and in. */
import { Alert, Anchor, Button, Paper, Stack, Tabs, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation, Me } from '#schema/protocol.ts';
import { leaveAccount } from '../../app/leaveAccount.tsx';
import { acceptInvitation, readInvitation } from '../../data/accounts.ts';
import type { ApiResult } from '../../data/api.ts';
import { useSession } from '../../data/session.ts';
import { useFormat } from '../../i18n/format.ts';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { DoorPage } from './DoorPage.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SignUpForm } from './SignUpForm.tsx';
import { useSubmit } from './useSubmit.ts';
import { ButtonLink } from '../../app/links.tsx';

const route = getRouteApi('/join/$token');

export function JoinPage() {
  const { t } = useTranslation();
  const { token } = route.useParams();
  const [invitation, setInvitation] = useState<ApiResult<Invitation> | null>(null);
  useEffect(() => {
    let gone = false;
    void readInvitation(token).then((result) => {
      if (!gone) setInvitation(result);
    });
    return () => {
      gone = true;
    };
  }, [token]);

  if (!invitation) return <DoorPage title={t(($) => $.account.join.title)} />;
  if (!invitation.ok) {
    return (
      <DoorPage title={t(($) => $.account.join.brokenTitle)} text={t(($) => $.refusals[invitation.refusal])}>
        <Text mb="md">{t(($) => $.account.join.brokenText)}</Text>
        <ButtonLink to="/" variant="default">
          {t(($) => $.account.join.home)}
        </ButtonLink>
      </DoorPage>
    );
  }
  return <Accept token={token} invitation={invitation.value} />;
}

interface AcceptProps {
  readonly token: string;
  readonly invitation: Invitation;
}

function Accept({ token, invitation }: AcceptProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const session = useSession();
  const { busy, problems, send } = useSubmit();
  const me = session.state === 'in' && !session.expired && !session.me.user.guest ? session.me : null;

  const join = async (before: Me | null) => {
    const known = new Set(before?.workspaces.map((workspace) => workspace.id));
    const after = await send(() => acceptInvitation(token));
    if (!after) return;
    const joined = after.workspaces.find((workspace) => !known.has(workspace.id)) ?? after.workspaces.at(-1);
    void (joined ? navigate({ to: '/w/$workspace', params: { workspace: joined.id } }) : navigate({ to: '/' }));
  };

  return (
    <DoorPage
      title={t(($) => $.account.join.title)}
      text={t(($) => $.account.join.text, { invitedBy: invitation.invitedBy, workspace: invitation.workspace })}
    >
      <Stack gap="md">
        <Text>
          {t(($) => $.account.join.role)} <StatusBadge label={t(($) => $.team.roles[invitation.role])} color="indigo" />
        </Text>
        {problems['form'] && (
          <Alert color="red" role="alert" p="sm">
            {problems['form']}
          </Alert>
        )}
        {me ? (
          <>
            <Text>{t(($) => $.account.join.as, { name: me.user.name })}</Text>
            <Button size="sm" loading={busy} onClick={() => void join(me)}>
              {t(($) => $.account.join.accept)}
            </Button>
            <Anchor component="button" type="button" size="sm" onClick={() => void leaveAccount()}>
              {t(($) => $.account.join.otherAccount)}
            </Anchor>
          </>
        ) : (
          <Paper p="lg" radius="lg">
            <Tabs defaultValue="sign-up" keepMounted={false}>
              <Tabs.List grow mb="lg">
                <Tabs.Tab value="sign-up">{t(($) => $.account.welcome.signUpTab)}</Tabs.Tab>
                <Tabs.Tab value="sign-in">{t(($) => $.account.welcome.signInTab)}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="sign-up">
                <SignUpForm
                  withWorkspace={false}
                  submitLabel={t(($) => $.account.signUp.submitJoin)}
                  onDone={(signedIn) => void join(signedIn)}
                />
              </Tabs.Panel>
              <Tabs.Panel value="sign-in">
                <SignInForm
                  submitLabel={t(($) => $.account.signIn.submitJoin)}
                  onDone={(signedIn) => void join(signedIn)}
                />
              </Tabs.Panel>
            </Tabs>
          </Paper>
        )}
        <Text c="dimmed" size="xs">
          {t(($) => $.account.join.expires, { when: format.instant(invitation.expiresAt) })}
        </Text>
      </Stack>
    </DoorPage>
  );
}
