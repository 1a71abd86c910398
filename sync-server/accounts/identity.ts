/**
 * Who someone is: accounts, passwords, guests and sessions, kept by better-auth and called only from here.
 * Its own HTTP routes are not mounted; the cookie it makes is the one that authenticates requests and sockets.
 */
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { getMigrations } from 'better-auth/db/migration';
import { anonymous } from 'better-auth/plugins/anonymous';
import type { Locale } from '#schema/env.ts';
import type { AccountsDatabase } from './database.ts';

const DAY = 24 * 60 * 60;
/** A session lives this long after its last use. */
export const SESSION_SECONDS = 60 * DAY;

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly guest: boolean;
  readonly locale: Locale;
}

export interface Session {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: number;
  readonly person: Person;
}

/** An answer with the cookies it sets. */
export interface Signed<T> {
  readonly value: T;
  readonly cookies: readonly string[];
}

export type SignUpProblem = 'email-taken' | 'bad-email';

export interface Identity {
  /** Brings better-auth's tables up to date. */
  migrate(): Promise<void>;
  /** The session of a cookie, or null. With `slide`, a session in use is prolonged and the cookies say so. */
  session(headers: Headers, options?: { slide: boolean }): Promise<Signed<Session | null>>;
  signUp(input: {
    name: string;
    email: string;
    password: string;
    locale: Locale;
  }): Promise<Signed<Person> | SignUpProblem>;
  /** Gives a guest an e-mail and a password: the account, its id and all it wrote stay the same; older sessions end. */
  keepGuest(
    guest: Person,
    input: { name: string; email: string; password: string; locale: Locale },
  ): Promise<Signed<Person> | SignUpProblem>;
  signIn(input: { email: string; password: string }): Promise<Signed<Person> | null>;
  signInAsGuest(guest: { name: string; locale: Locale }): Promise<Signed<Person>>;
  signOut(headers: Headers): Promise<Signed<null>>;
  /** Changes the password of the session's own account and ends its other sessions; false when `current` is wrong. */
  changePassword(headers: Headers, input: { current: string; next: string }): Promise<Signed<boolean>>;
  /** Sets a password without knowing the old one and ends every session of that account. */
  setPassword(person: string, password: string): Promise<void>;
  updateProfile(person: string, profile: { name?: string; locale?: Locale }): Promise<void>;
  findById(person: string): Promise<Person | null>;
  /** Removes an account with its sessions. What it wrote stays. */
  removeAccount(person: string): Promise<void>;
}

export function createIdentity(options: { database: AccountsDatabase; secret: string }): Identity {
  const auth = createAuth(options);

  async function personById(id: string): Promise<Person> {
    const person = await identity.findById(id);
    if (!person) throw new Error('An account that was just made or signed in is not there.');
    return person;
  }

  const identity: Identity = {
    async migrate() {
      const { runMigrations } = await getMigrations(auth.options);
      await runMigrations();
    },

    async session(headers, { slide } = { slide: false }) {
      const query = slide ? {} : { disableRefresh: true };
      const answer = await auth.api.getSession({ headers, query, returnHeaders: true });
      const found = answer.response;
      if (!found) return { value: null, cookies: [] };
      const { id, token, expiresAt } = found.session;
      const value = { id, token, expiresAt: expiresAt.getTime(), person: asPerson(found.user) };
      return { value, cookies: answer.headers.getSetCookie() };
    },

    async signUp({ name, email, password, locale }) {
      try {
        const answer = await auth.api.signUpEmail({ body: { name, email, password, locale }, returnHeaders: true });
        return { value: await personById(answer.response.user.id), cookies: answer.headers.getSetCookie() };
      } catch (error) {
        return signUpProblem(error);
      }
    },

    async keepGuest(guest, { name, email, password, locale }) {
      const { internalAdapter, password: hashing } = await auth.$context;
      if (await internalAdapter.findUserByEmail(email)) return 'email-taken';
      const hash = await hashing.hash(password);
      try {
        await internalAdapter.updateUser(guest.id, { name, email, locale, isAnonymous: false });
      } catch (error) {
        // The unique index decides between two who take one address at the same moment.
        if (await internalAdapter.findUserByEmail(email)) return 'email-taken';
        throw error;
      }
      const account = await internalAdapter.findCredentialAccount(guest.id);
      if (!account) {
        await internalAdapter.linkAccount({
          userId: guest.id,
          accountId: guest.id,
          providerId: 'credential',
          password: hash,
        });
      }
      await internalAdapter.deleteUserSessions(guest.id);
      return (await identity.signIn({ email, password })) ?? 'bad-email';
    },

    async signIn({ email, password }) {
      try {
        const answer = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
        return { value: await personById(answer.response.user.id), cookies: answer.headers.getSetCookie() };
      } catch (error) {
        if (error instanceof APIError && error.statusCode === 401) return null;
        throw error;
      }
    },

    async signInAsGuest({ name, locale }) {
      const answer = await auth.api.signInAnonymous({ headers: new Headers(), returnHeaders: true });
      const id = answer.response?.user.id;
      if (id === undefined) throw new Error('better-auth made no guest.');
      await identity.updateProfile(id, { name, locale });
      return { value: await personById(id), cookies: answer.headers.getSetCookie() };
    },

    async signOut(headers) {
      const answer = await auth.api.signOut({ headers, returnHeaders: true });
      return { value: null, cookies: answer.headers.getSetCookie() };
    },

    async changePassword(headers, { current, next }) {
      try {
        const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
        const answer = await auth.api.changePassword({ headers, body, returnHeaders: true });
        return { value: true, cookies: answer.headers.getSetCookie() };
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500) return { value: false, cookies: [] };
        throw error;
      }
    },

    async setPassword(person, password) {
      const { internalAdapter, password: hashing } = await auth.$context;
      await internalAdapter.updatePassword(person, await hashing.hash(password));
      await internalAdapter.deleteUserSessions(person);
    },

    async updateProfile(person, profile) {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.updateUser(person, profile);
    },

    async findById(person) {
      const { internalAdapter } = await auth.$context;
      const user = await internalAdapter.findUserById(person);
      return user ? asPerson(user) : null;
    },

    async removeAccount(person) {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteUserSessions(person);
      await internalAdapter.deleteUser(person);
    },
  };
  return identity;
}

function createAuth({ database, secret }: { database: AccountsDatabase; secret: string }) {
  return betterAuth({
    secret,
    // Only part of what better-auth signs and of links it would send; none of its links are used.
    baseURL: 'http://localhost',
    database: { db: database, type: 'sqlite' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 256 },
    session: { expiresIn: SESSION_SECONDS, updateAge: DAY, cookieCache: { enabled: false } },
    user: { additionalFields: { locale: { type: ['tr', 'en'], required: false, defaultValue: 'tr' } } },
    // Attempts are limited in `http/`, by the address that a trusted proxy or the socket tells.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'ortak',
      // One process answers http on the local network and https behind a proxy: `http/` adds Secure on https.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [anonymous({ disableDeleteAnonymousUser: true })],
  });
}

interface StoredUser {
  id: string;
  name: string;
  email: string;
  isAnonymous?: boolean | null | undefined;
  locale?: string | null | undefined;
}

const asPerson = (user: StoredUser): Person => ({
  id: user.id,
  name: user.name,
  email: user.email,
  guest: user.isAnonymous === true,
  locale: user.locale === 'en' ? 'en' : 'tr',
});

function signUpProblem(error: unknown): SignUpProblem {
  if (!(error instanceof APIError)) throw error;
  if (error.body?.code === 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL') return 'email-taken';
  if (error.body?.code === 'INVALID_EMAIL') return 'bad-email';
  throw error;
}
