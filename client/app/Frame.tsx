/** The frame around every page of a workspace: rail or bottom bar, banners, the page, and where focus goes. */
import { useMediaQuery } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, Workspace } from '#schema/protocol.ts';
import { useAnnouncePresence } from '../data/presence.ts';
import { useAwayChanges } from '../data/useAway.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { QuickAddHost } from '../features/leads/QuickAddHost.tsx';
import { SearchHost } from '../features/search/SearchHost.tsx';
import { withAllWords } from '../i18n/language.ts';
import { HeaderSlots } from '../ui/HeaderSlots.ts';
import { BottomBar } from './BottomBar.tsx';
import { rememberWorkspace } from './currentWorkspace.ts';
import { DemoBanner } from './DemoBanner.tsx';
import { ExpiredBanner } from './ExpiredBanner.tsx';
import classes from './Frame.module.css';
import { InsecureBanner } from './InsecureBanner.tsx';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { MissingPartBanner } from './MissingPartBanner.tsx';
import { PresenceStack } from './PresenceStack.tsx';
import { Rail } from './Rail.tsx';
import { SyncPill } from './SyncPill.tsx';
import { useKeepView } from './useLastView.ts';
import { useSessionFollowsServer } from './useSessionFollowsServer.ts';

interface FrameProps {
  readonly me: Me;
  readonly workspace: Workspace;
  /** when the opening of the workspace began, ms of the page's clock */
  readonly since: number;
}

export function Frame({ me, workspace, since }: FrameProps) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  useEffect(() => rememberWorkspace(workspace.id), [workspace.id]);
  useSessionFollowsServer();
  useKeepView(since);
  const slots = useMemo(
    () => ({ presence: <PresenceStack workspace={workspace.id} />, job: <JobState />, sync: <SyncState /> }),
    [workspace.id],
  );

  return (
    <HeaderSlots value={slots}>
      <a className={classes.skip} href="#content">
        {t(($) => $.app.skip)}
      </a>
      <div className={classes.root} data-frame>
        {!isPhone && <Rail me={me} workspace={workspace} />}
        <div className={classes.column}>
          <ExpiredBanner me={me} />
          <DemoBanner me={me} workspace={workspace} />
          <InsecureBanner />
          <MissingPartBanner />
          <IfNewer />
          <main id="content" className={classes.main} tabIndex={-1}>
            <Outlet />
          </main>
          {isPhone && <BottomBar me={me} workspace={workspace} />}
        </div>
      </div>
      <Whereabouts me={me} workspace={workspace} />
      <SearchHost />
      <QuickAddHost />
      <KeyboardHelp />
    </HeaderSlots>
  );
}

/** Tells the others which page this is; nothing of the frame is drawn anew when it changes. */
function Whereabouts({ me, workspace }: Pick<FrameProps, 'me' | 'workspace'>) {
  const path = useRouterState({ select: (state) => state.location.href });
  useAnnouncePresence(me.user.name, path.slice(`/w/${workspace.id}`.length) || '/');
  return null;
}

const AwayPill = lazy(async () => ({
  default: (await withAllWords(import('../features/away/AwayPill.tsx'))).AwayPill,
}));
const JobPill = lazy(async () => ({ default: (await import('./JobPill.tsx')).JobPill }));
const NewerBanner = lazy(async () => ({ default: (await withAllWords(import('./NewerBanner.tsx'))).NewerBanner }));

function SyncState() {
  const isTold = useAwayChanges().length > 0;
  return (
    <>
      {isTold && (
        <Suspense fallback={null}>
          <AwayPill />
        </Suspense>
      )}
      <SyncPill />
    </>
  );
}

/** A visit without a large change has no use for what tells of it. */
function JobState() {
  const { jobs } = useWorkspace();
  const isAny = useSyncExternalStore(jobs.subscribe, jobs.progress).length > 0;
  return (
    isAny && (
      <Suspense fallback={null}>
        <JobPill />
      </Suspense>
    )
  );
}

function IfNewer() {
  const workspace = useWorkspace();
  const isNewer = useSyncExternalStore(workspace.onNewer, workspace.isNewer);
  return (
    isNewer && (
      <Suspense fallback={null}>
        <NewerBanner />
      </Suspense>
    )
  );
}
