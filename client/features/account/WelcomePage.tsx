/** The first page of all: what this is in one breath, and two clear ways in: look at the demo, or come in. */
import { Alert, Button, Paper, Tabs, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconArrowRight, IconCloudOff, IconFileSpreadsheet, IconUsers } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#schema/protocol.ts';
import { workspaceToOpen } from '../../app/currentWorkspace.ts';
import { Mark } from '../../app/Mark.tsx';
import { startDemo } from '../../data/accounts.ts';
import { useSession } from '../../data/session.ts';
import { useLanguage } from '../../i18n/language.ts';
import { LookSwitches } from './LookSwitches.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SignUpForm } from './SignUpForm.tsx';
import { useSubmit } from './useSubmit.ts';
import classes from './WelcomePage.module.css';
import { AnchorLink } from '../../app/links.tsx';

const route = getRouteApi('/welcome');

export function WelcomePage() {
  const { t } = useTranslation();
  const { way = 'sign-up', next } = route.useSearch();
  const navigate = useNavigate();
  const session = useSession();
  const me = session.state === 'in' ? session.me : null;
  // a guest who still has the demo keeps it with the account
  const guest = me?.user.guest && me.workspaces.length > 0 ? me : null;
  useDocumentTitle(`${t(($) => $.account.welcome.title)} · Ortak`);

  const enter = (arrived: Me) => {
    const workspace = workspaceToOpen(arrived);
    if (next !== undefined) return void navigate({ href: next });
    void (workspace ? navigate({ to: '/w/$workspace', params: { workspace } }) : navigate({ to: '/new' }));
  };

  return (
    <div className={classes.root}>
      <main className={classes.main}>
        <section className={classes.pitch}>
          <div className={classes.brand}>
            <Mark size={30} />
            <span>Ortak</span>
          </div>
          <Title order={1} className={classes.headline} tabIndex={-1} data-page-title>
            {t(($) => $.account.welcome.headline)}
          </Title>
          <Text size="lg" c="dimmed" className={classes.text}>
            {t(($) => $.account.welcome.pitch)}
          </Text>
          <ul className={classes.points}>
            <li>
              <IconUsers size={18} aria-hidden />
              {t(($) => $.account.welcome.points.together)}
            </li>
            <li>
              <IconCloudOff size={18} aria-hidden />
              {t(($) => $.account.welcome.points.offline)}
            </li>
            <li>
              <IconFileSpreadsheet size={18} aria-hidden />
              {t(($) => $.account.welcome.points.import)}
            </li>
          </ul>
          {guest ? <BackToDemo me={guest} /> : <DemoOffer onDone={enter} />}
        </section>

        <Paper className={classes.card}>
          {session.state === 'out' && !session.reachable && (
            <Alert color="yellow" mb="md" p="sm">
              {t(($) => $.account.welcome.unreachable)}
            </Alert>
          )}
          <Tabs
            keepMounted={false}
            value={way}
            onChange={(value) =>
              void navigate({
                to: '/welcome',
                replace: true,
                search: {
                  ...(value === 'sign-in' && { way: 'sign-in' }),
                  ...(next !== undefined && { next }),
                },
              })
            }
          >
            <Tabs.List grow mb="lg">
              <Tabs.Tab value="sign-up">{t(($) => $.account.welcome.signUpTab)}</Tabs.Tab>
              <Tabs.Tab value="sign-in">{t(($) => $.account.welcome.signInTab)}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="sign-up">
              {guest && (
                <Text c="dimmed" mb="md">
                  {t(($) => $.account.welcome.guest)}
                </Text>
              )}
              <SignUpForm
                withWorkspace={!guest}
                submitLabel={guest ? t(($) => $.account.signUp.submitGuest) : t(($) => $.account.signUp.submit)}
                onDone={enter}
              />
            </Tabs.Panel>
            <Tabs.Panel value="sign-in">
              <SignInForm onDone={enter} />
            </Tabs.Panel>
          </Tabs>
        </Paper>
      </main>
      <footer className={classes.foot}>
        <LookSwitches />
      </footer>
    </div>
  );
}

function DemoOffer({ onDone }: { readonly onDone: (me: Me) => void }) {
  const { t } = useTranslation();
  const locale = useLanguage();
  const { busy, problems, send } = useSubmit();
  const [asked, setAsked] = useState(false);

  const open = async () => {
    setAsked(true);
    const me = await send(() => startDemo({ locale }));
    if (me) onDone(me);
  };

  return (
    <div className={classes.demo}>
      <div className={classes.demoText}>
        <Text fw={600}>{t(($) => $.account.welcome.demoTitle)}</Text>
        <Text c="dimmed">{t(($) => $.account.welcome.demoText)}</Text>
        {asked && problems['form'] && (
          <Text c="var(--text-danger)" role="alert">
            {problems['form']}
          </Text>
        )}
      </div>
      <Button
        size="sm"
        variant="default"
        loading={busy}
        rightSection={<IconArrowRight size={16} />}
        onClick={() => void open()}
      >
        {t(($) => $.account.welcome.demo)}
      </Button>
    </div>
  );
}

function BackToDemo({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const workspace = workspaceToOpen(me);
  if (!workspace) return null;
  return (
    <AnchorLink to="/w/$workspace" params={{ workspace }}>
      {t(($) => $.account.welcome.back)}
    </AnchorLink>
  );
}
