/** Says that this is a demo, and offers the two ways out of it: an own account, or removing it. */
import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me, Workspace } from '#schema/protocol.ts';
import { deleteWorkspace } from '../data/accounts.ts';
import { signOut } from '../data/session.ts';
import { confirm } from '../ui/confirm.tsx';
import { notify } from '../ui/notify.tsx';
import { Banner } from './Banner.tsx';
import classes from './Banner.module.css';
import { ButtonLink } from './links.tsx';

interface DemoBannerProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

export function DemoBanner({ me, workspace }: DemoBannerProps) {
  const { t } = useTranslation();
  if (!workspace.demo) return null;

  const remove = async () => {
    const goOn = await confirm({
      title: t(($) => $.app.demo.removeTitle),
      text: t(($) => $.app.demo.removeText),
      confirm: t(($) => $.app.demo.remove),
      danger: true,
    });
    if (!goOn) return;
    const result = await deleteWorkspace(workspace.id);
    if (!result.ok) return notify.refused(t(($) => $.refusals[result.refusal]));
    notify.done(t(($) => $.app.demo.removed));
    // a guest without the demo is nobody: back to the first page
    if (result.value.user.guest && result.value.workspaces.length === 0) await signOut();
  };

  return (
    <Banner
      tone="accent"
      icon={IconSparkles}
      actions={
        <>
          {me.user.guest && (
            <ButtonLink size="compact-sm" to="/welcome">
              {t(($) => $.app.demo.keep)}
            </ButtonLink>
          )}
          <Button size="compact-sm" variant="subtle" onClick={() => void remove()}>
            {t(($) => $.app.demo.remove)}
          </Button>
        </>
      }
    >
      {t(($) => $.app.demo.text)} <span className={classes.more}>{t(($) => $.app.demo.more)}</span>
    </Banner>
  );
}
