/** Opens the workspace of the address and puts the frame around its pages, or says why it cannot be opened. */
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Me, Workspace } from '#schema/protocol.ts';
import { useMe } from '../data/session.ts';
import { WorkspaceProvider } from '../data/WorkspaceProvider.tsx';
import { ExpiredBanner } from './ExpiredBanner.tsx';
import { Frame } from './Frame.tsx';
import { MissingWorkspacePage } from './MissingWorkspacePage.tsx';
import { OpeningPage } from './OpeningPage.tsx';
import { useConnectionFollowsSession } from './useConnectionFollowsSession.ts';
import { useLastView } from './useLastView.ts';

const route = getRouteApi('/w/$workspace');

export function WorkspaceRoute() {
  const { workspace: id } = route.useParams();
  const me = useMe();
  const workspace = me?.workspaces.find((each) => each.id === id);
  if (!me) return <OpeningPage />;
  if (!workspace) return <MissingWorkspacePage me={me} />;
  return <OpenedWorkspace key={`${me.user.id}/${id}`} me={me} workspace={workspace} />;
}

function OpenedWorkspace({ me, workspace }: { readonly me: Me; readonly workspace: Workspace }) {
  useConnectionFollowsSession(me.user.id);
  const [since] = useState(() => performance.now());
  const { view, show } = useLastView(workspace.id);
  // not on this device yet, and no longer let in: signing in is the way on
  const opening = view ?? (
    <>
      <ExpiredBanner me={me} />
      <OpeningPage name={workspace.name} />
    </>
  );
  return (
    <WorkspaceProvider
      user={me.user.id}
      workspace={workspace.id}
      epoch={workspace.epoch}
      role={workspace.role}
      show={show}
      fallback={opening}
    >
      <Frame me={me} workspace={workspace} since={since} />
    </WorkspaceProvider>
  );
}
