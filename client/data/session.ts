/**
 * Who is signed in, in which workspaces, as one value that the page follows. Opens from what the device remembers and
 * is then confirmed by the server. A session that the server no longer knows asks to sign in again and keeps all local
 * data; only signing out wipes it.
 */
import { useSyncExternalStore } from 'react';
import { API, type Me, MeShape, type Member, type Workspace } from '#schema/protocol.ts';
import { forgetLastUser, readLastUser, rememberLastUser } from '../sync/lastUser.ts';
import { type ApiResult, callApi, DoneShape } from './api.ts';
import { correctClock } from './environment.ts';

export type Session =
  | { readonly state: 'starting' }
  /** nobody is signed in; `reachable` is false when the server could not even be asked */
  | { readonly state: 'out'; readonly reachable: boolean }
  /** `expired`: the server asks to sign in again; what is on the device stays and can be worked on */
  | { readonly state: 'in'; readonly me: Me; readonly expired: boolean };

/** How long a confirmed session is not asked about again when the page is merely looked at. */
const FRESH_MS = 60_000;

let session: Session = { state: 'starting' };
let confirmedAt = 0;
/** rises whenever someone signs in or out: a slower answer about the one before is then dropped */
let generation = 0;
let asking: Promise<void> | null = null;
let askingAgain: Promise<void> | null = null;
const listeners = new Set<() => void>();
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('ortak.session');

function set(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

export const currentSession = (): Session => session;

/** Edits on this device that the server has not got: what signing out would lose. */
export async function unsentChanges(): Promise<number> {
  if (session.state !== 'in') return 0;
  const { user } = session.me;
  // the documents' own code is loaded with the first workspace, not with the page to sign in
  return (await onDevice(async () => (await import('./localData.ts')).unsentChanges(user.id))) ?? 0;
}

/**
 * Opens the session from the device, asks the server, and follows focus, network and the other tabs from then on.
 * `cameNew` hears at once of someone whom the device does not remember: it can hold nothing of theirs.
 */
export async function startSession(cameNew: (me: Me) => void): Promise<void> {
  const recalling = recall().then((me) => {
    if (me) set({ state: 'in', me, expired: false });
    return me;
  });
  window.addEventListener('online', () => void refreshSession());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - confirmedAt > FRESH_MS) void refreshSession();
  });
  if (tabs) tabs.onmessage = () => void followOtherTab();
  // the server is asked meanwhile, and heard afterwards: what is remembered must not take the place of its answer
  const asked = refreshSession(recalling);
  if (await recalling) return;
  const stop = subscribe(() => {
    if (session.state === 'in') cameNew(session.me);
    stop();
  });
  // with nothing remembered there is nothing to show before the server has answered
  await asked;
}

/**
 * Asks the server who is signed in. Called on focus, on reconnection, and when the server says that members changed. Its
 * answer is taken when what it must come after is done. Asked while an answer is on its way, which may be older than the
 * reason to ask, it asks once more after that.
 */
export function refreshSession(after?: Promise<unknown>): Promise<void> {
  if (asking) {
    askingAgain ??= asking.then(() => {
      askingAgain = null;
      return refreshSession();
    });
    return askingAgain;
  }
  asking = ask(after).finally(() => {
    asking = null;
  });
  return asking;
}

async function ask(after: Promise<unknown> | undefined): Promise<void> {
  const asked = generation;
  const result = await callForAnswer('GET', API.me);
  await after;
  if (asked !== generation) return;
  if (result.ok) await adopt(result.value);
  else if (result.refusal === 'unauthenticated') {
    if (session.state === 'in') set({ ...session, expired: true });
    else set({ state: 'out', reachable: true });
  } else if (session.state !== 'in') set({ state: 'out', reachable: result.refusal !== 'unreachable' });
}

async function callForAnswer(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<ApiResult<Me>> {
  const sentAt = Date.now();
  const result = await callApi(method, path, MeShape, body);
  if (result.ok) correctClock(result.value.now, (sentAt + Date.now()) / 2);
  return result;
}

/** Takes the server's word on who is signed in, and remembers it. */
async function adopt(me: Me): Promise<void> {
  confirmedAt = Date.now();
  const isNews = session.state !== 'in' || session.expired || !isSame(session.me, me);
  const before = session.state === 'in' ? session.me.user : null;
  if (isNews) set({ state: 'in', me, expired: false });
  await onDevice(() => rememberLastUser(me));
  // nobody can come back as this guest: the cookie that was theirs is gone
  if (before?.guest && before.id !== me.user.id) {
    await onDevice(async () => (await import('./localData.ts')).wipeLocalData(before.id));
  }
  if (isNews) tabs?.postMessage('changed');
}

/** The same but for the clock, which always differs. */
const isSame = (a: Me, b: Me): boolean => JSON.stringify({ ...a, now: 0 }) === JSON.stringify({ ...b, now: 0 });

async function followOtherTab(): Promise<void> {
  const me = await recall();
  if (!me) {
    generation += 1;
    set({ state: 'out', reachable: true });
  } else if (session.state !== 'in' || session.expired || !isSame(session.me, me)) {
    generation += 1;
    set({ state: 'in', me, expired: false });
  }
}

/** Makes a call that answers `Me`, and takes the answer as the session. */
export async function callForMe(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<ApiResult<Me>> {
  const result = await callForAnswer(method, path, body);
  if (result.ok) {
    generation += 1;
    await adopt(result.value);
  } else if (result.refusal === 'unauthenticated' && session.state === 'in') set({ ...session, expired: true });
  return result;
}

/**
 * Ends the session on the server, then wipes this person's data from the device. Asking about unsent changes is the
 * caller's part. Without the server nothing happens: a session that only seems ended would be worse.
 */
export async function signOut(): Promise<ApiResult<unknown>> {
  const result = await callApi('POST', API.signOut, DoneShape);
  if (!result.ok && result.refusal !== 'unauthenticated') return result;
  generation += 1;
  const before = session;
  await onDevice(async () => {
    if (before.state === 'in') await (await import('./localData.ts')).wipeLocalData(before.me.user.id);
  });
  await onDevice(forgetLastUser);
  set({ state: 'out', reachable: true });
  tabs?.postMessage('changed');
  return { ok: true, value: {} };
}

const recall = (): Promise<Me | null> => onDevice(readLastUser);

/** A device that keeps nothing (private modes, a refused store) only loses opening without the server. */
async function onDevice<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The session; renders again when it changes. */
export const useSession = (): Session => useSyncExternalStore(subscribe, currentSession);

/** The one who is signed in, or null. */
export function useMe(): Me | null {
  const current = useSession();
  return current.state === 'in' ? current.me : null;
}

/** A workspace of the one who is signed in, or null when it is not theirs. */
export function useWorkspaceOf(id: string): Workspace | null {
  return useMe()?.workspaces.find((workspace) => workspace.id === id) ?? null;
}

const NOBODY: readonly Member[] = [];

/** Everyone of a workspace, those who left included (`removed`), so that old notes keep a name. */
export const useWorkspaceMembers = (workspace: string): readonly Member[] =>
  useWorkspaceOf(workspace)?.members ?? NOBODY;
