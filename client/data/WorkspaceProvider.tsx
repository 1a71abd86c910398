/**
 * Opens the workspace that the address names and hands it to everything inside. Shows `fallback` only while nothing can
 * be shown yet: the first visit on this device, before the server has sent the workspace.
 */
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Role } from '#schema/policy.ts';
import { currentLanguage } from '../i18n/language.ts';
import type { DeviceStore } from '../sync/deviceStore.ts';
import { carriersOf } from '../sync/room.ts';
import { createEnv } from './environment.ts';
import { openWorkspace, type OpenWorkspace } from './openWorkspace.ts';

const Context = createContext<OpenWorkspace | null>(null);

/** A room that is closing must be gone before it is opened again. */
let closed: Promise<void> = Promise.resolve();

interface Props {
  readonly user: string;
  readonly workspace: string;
  readonly epoch: number;
  readonly role: Role;
  /** what can be shown before the workspace is read, from what the device keeps; reading waits until it is painted */
  readonly show: (store: DeviceStore) => Promise<void>;
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** See the file. Opens anew when the member's role changes, since the rooms then open with other rights. */
export function WorkspaceProvider({ user, workspace: id, epoch, role, show, fallback, children }: Props) {
  const [open, setOpen] = useState<OpenWorkspace | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);

  useEffect(() => {
    const carriers = carriersOf(user);
    let ended = false;
    const shown = show(carriers.store);
    const opening = closed.then(() =>
      openWorkspace({
        id,
        epoch,
        user,
        role,
        locale: currentLanguage,
        store: carriers.store,
        openRoom: (name, access) => carriers.openRoom(name, access, shown),
        // the rooms of this store say the same fault in the frame; here it must only not vanish
        onFault: reportError,
      }),
    );
    opening.then(
      (workspace) => !ended && setOpen(workspace),
      (error: unknown) => !ended && setFailure(error instanceof Error ? error : new Error(String(error))),
    );
    return () => {
      ended = true;
      setOpen(null);
      closed = opening.then(
        (workspace) => workspace.close(),
        () => {},
      );
    };
  }, [user, id, epoch, role, show]);

  // a broken promise of ours is shown by the page for errors, with what was kept
  if (failure !== null) throw failure;
  return open ? <Opened workspace={open}>{children}</Opened> : fallback;
}

/** Of a workspace that a newer app wrote, everyone is a viewer here until they reload: one line that all pages follow. */
function Opened({ workspace, children }: { readonly workspace: OpenWorkspace; readonly children: ReactNode }) {
  const isNewer = useSyncExternalStore(workspace.onNewer, workspace.isNewer);
  const shown = useMemo(() => {
    const { env } = workspace;
    if (!isNewer) return workspace;
    return { ...workspace, env: createEnv({ id: env.actor.id, role: 'viewer' }, () => env.locale) };
  }, [workspace, isNewer]);
  return <Context value={shown}>{children}</Context>;
}

/** The open workspace. Only inside a WorkspaceProvider. */
export function useWorkspace(): OpenWorkspace {
  const workspace = use(Context);
  if (!workspace) throw new Error('useWorkspace outside of a WorkspaceProvider');
  return workspace;
}
