/** Who is here, where they are, and which field they are in. One entry a person, however many tabs they have open. */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { PRESENCE_ACCOUNT } from '#schema/protocol.ts';
import { useWorkspaceMembers } from './session.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

/** The field of a record that someone has the cursor in. */
export interface Focus {
  readonly type: string;
  readonly id: string;
  readonly field?: string;
}
export interface Presence {
  readonly user: string;
  readonly name: string;
  /** path of the page they look at, within the workspace */
  readonly path: string;
  readonly focus: Focus | null;
}

/** What a page says of itself; whose it is comes from the server. */
type Said = Omit<Presence, 'user'>;

const FIELD = 'presence';
const PATH_LIMIT = 200;

function parse(state: Record<string, unknown>): Presence | null {
  const raw = state[FIELD] as Record<string, unknown> | undefined;
  if (typeof raw !== 'object' || raw === null) return null;
  // whose it is says the server, which stamps every state; what a page says of itself could be anyone's name
  const user = state[PRESENCE_ACCOUNT];
  const { name, path, focus } = raw;
  if (typeof user !== 'string' || typeof name !== 'string' || typeof path !== 'string') return null;
  if (path.length > PATH_LIMIT || name.length > PATH_LIMIT || !path.startsWith('/')) return null;
  return { user, name, path, focus: parseFocus(focus) };
}

function parseFocus(focus: unknown): Focus | null {
  if (typeof focus !== 'object' || focus === null) return null;
  const { type, id, field } = focus as Record<string, unknown>;
  if (typeof type !== 'string' || typeof id !== 'string') return null;
  return typeof field === 'string' ? { type, id, field } : { type, id };
}

const stores = new WeakMap<Awareness, ReturnType<typeof createPresenceStore>>();

/** One for all who ask: each field of a card does. */
function presenceStore(awareness: Awareness, me: string) {
  const store = stores.get(awareness) ?? createPresenceStore(awareness, me);
  stores.set(awareness, store);
  return store;
}

function createPresenceStore(awareness: Awareness, me: string) {
  let others: readonly Presence[] = [];
  let last = '';
  let isStale = true;
  // the first listener: those who ask when they hear of a change find it read anew
  awareness.on('change', () => {
    isStale = true;
  });
  const read = (): readonly Presence[] => {
    if (!isStale) return others;
    isStale = false;
    const byUser = new Map<string, Presence>();
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue;
      const presence = parse(state);
      if (!presence || presence.user === me) continue;
      // the tab with a field open tells more than one that idles
      if (!byUser.get(presence.user)?.focus) byUser.set(presence.user, presence);
    }
    const next = [...byUser.values()].sort((a, b) => (a.user < b.user ? -1 : 1));
    const key = JSON.stringify(next);
    if (key !== last) {
      last = key;
      others = next;
    }
    return others;
  };
  return {
    read,
    subscribe(listener: () => void) {
      awareness.on('change', listener);
      return () => awareness.off('change', listener);
    },
  };
}

/** The others who are in the workspace now. */
export function usePresence(): readonly Presence[] {
  const { id, room, env } = useWorkspace();
  const members = useWorkspaceMembers(id);
  const store = presenceStore(room.awareness, env.actor.id);
  const others = useSyncExternalStore(store.subscribe, store.read);
  return useMemo(() => {
    const names = new Map(members.map((member) => [member.id, member.name]));
    // someone who has just joined is called as they say until the list has them
    return others.map((other) => ({ ...other, name: names.get(other.user) ?? other.name }));
  }, [others, members]);
}

/** The others who have a record open, or one field of it. */
export function usePresenceOn(type: string, id: string, field?: string): readonly Presence[] {
  const all = usePresence();
  return useMemo(
    () =>
      all.filter(
        ({ focus }) => focus?.type === type && focus.id === id && (field === undefined || focus.field === field),
      ),
    [all, type, id, field],
  );
}

/** Tells the others where this person is. Call once, in the frame. */
export function useAnnouncePresence(name: string, path: string): void {
  const { room, env } = useWorkspace();
  useEffect(() => {
    const before = room.awareness.getLocalState()?.[FIELD] as Said | undefined;
    const presence: Said = {
      name,
      path: path.slice(0, PATH_LIMIT),
      focus: before?.focus ?? null,
    };
    // not setLocalStateField: it does nothing while nobody has announced themselves in the room yet
    room.awareness.setLocalState({ ...room.awareness.getLocalState(), [FIELD]: presence });
  }, [room, env, name, path]);
}

/** Answers a function that tells the others which field this person is in; null = none. */
export function useAnnounceFocus(): (focus: Focus | null) => void {
  const { room } = useWorkspace();
  return useMemo(
    () => (focus: Focus | null) => {
      const state = room.awareness.getLocalState()?.[FIELD] as Said | undefined;
      if (state) room.awareness.setLocalStateField(FIELD, { ...state, focus });
    },
    [room],
  );
}
