/** Opens the workspace of the address and puts the frame around its pages, or says why it cannot be opened. */
import { getRouteApi } from '@tanstack/react-router';
import { useMe } from '../data/session.ts';
import { WorkspaceProvider } from '../data/WorkspaceProvider.tsx';
import { Frame } from './Frame.tsx';
import { MissingWorkspacePage } from './MissingWorkspacePage.tsx';
import { OpeningPage } from './OpeningPage.tsx';

const route = getRouteApi('/w/$workspace');

export function WorkspaceRoute() {
  const { workspace: id } = route.useParams();
  const me = useMe();
  const workspace = me?.workspaces.find((each) => each.id === id);
  if (!me) return <OpeningPage />;
  if (!workspace) return <MissingWorkspacePage me={me} />;
  return (
    <WorkspaceProvider
      key={`${me.user.id}/${id}`}
      user={me.user.id}
      workspace={id}
      epoch={workspace.epoch}
      role={workspace.role}
      fallback={<OpeningPage name={workspace.name} />}
    >
      <Frame me={me} workspace={workspace} />
    </WorkspaceProvider>
  );
}
