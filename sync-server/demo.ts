/**
 * The demo: a guest without e-mail and password gets a workspace of their own, filled before they see it.
 * What fills it is pure and handed in; its update is on disk before the workspace exists.
 */
import type { Locale } from '#schema/env.ts';
import { roomName } from '#schema/rooms.ts';
import type { Identity, Person } from './accounts/identity.ts';
import { type DemoPerson, newWorkspaceId, type Workspaces } from './accounts/workspaces.ts';

/** What a demo starts with: one update for the workspace's room, and the team-mates whose names it uses. */
export interface DemoContent {
  readonly update: Uint8Array;
  readonly people: readonly DemoPerson[];
}

export type FillDemo = (options: {
  guest: Pick<Person, 'id' | 'name'>;
  locale: Locale;
  now: number;
}) => Promise<DemoContent>;

export interface Demo {
  /**
   * Opens the demo for whoever asks: a new guest when nobody is signed in, else the person signed in.
   * A guest whose demo is still there gets that one.
   */
  open(person: Person | null, locale: Locale): Promise<{ person: Person; cookies: readonly string[] }>;
}

const WORDS: Record<Locale, { guest: string; workspace: string }> = {
  tr: { guest: 'Misafir', workspace: 'Ortak demosu' },
  en: { guest: 'Guest', workspace: 'Ortak demo' },
};

export function createDemo(options: {
  identity: Identity;
  workspaces: Workspaces;
  fill: FillDemo;
  /** Stores an update that no member sent; resolves when it is on disk. */
  write: (room: string, update: Uint8Array) => Promise<void>;
  now: () => number;
}): Demo {
  const { identity, workspaces, fill, write, now } = options;
  return {
    async open(person, locale) {
      const words = WORDS[locale];
      const signed = person
        ? { value: person, cookies: [] }
        : await identity.signInAsGuest({ name: words.guest, locale });
      const owner = signed.value;
      const known = await workspaces.membershipsOf(owner.id);
      if (!known.some(({ demo }) => demo)) {
        const id = newWorkspaceId();
        const { update, people } = await fill({ guest: owner, locale, now: now() });
        await write(roomName('workspace', id), update);
        await workspaces.create({ id, name: words.workspace, admin: owner, now: now(), demo: people });
      }
      return { person: owner, cookies: signed.cookies };
    },
  };
}
