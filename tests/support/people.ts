/** People who use a real server without a browser: they sign in, call the API, and open rooms by the real provider. */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { API, COLLAB_PATH, type Me } from '#schema/protocol.ts';
import { socketWith } from './socket.ts';
import { until } from './until.ts';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export interface OpenRoom {
  readonly doc: Y.Doc;
  readonly provider: HocuspocusProvider;
  readonly socket: HocuspocusProviderWebsocket;
  /** Resolves when the first exchange with the server is done. */
  synced(): Promise<void>;
  /** Resolves when the server has acknowledged everything written so far. */
  saved(): Promise<void>;
  /** Why the room was refused, once it was. */
  refusal(): string | null;
  close(): void;
}

export interface TestPerson {
  /** The account's id, after signing in. */
  readonly id: string;
  readonly cookie: string;
  /** Headers of a page of this server that has the person's cookie. */
  headers(): Record<string, string>;
  /** One call of the API as the page makes it; keeps the cookies that come back. */
  call<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  me(): Promise<Me>;
  signUp(name: string, email?: string, password?: string): Promise<Me>;
  /** A new workspace; its id. */
  createWorkspace(name?: string): Promise<string>;
  /** `token` is what its app says of itself at the door of a room. */
  open(room: string, doc?: Y.Doc, token?: string): OpenRoom;
  /** Closes every room that was opened. */
  leave(): void;
}

export const PASSWORD = 'correct horse battery';

/** Ayşe, and a workspace that she administers. */
export async function newWorkspace(server: {
  readonly origin: string;
}): Promise<{ readonly admin: TestPerson; readonly workspace: string }> {
  const admin = newPerson(server);
  await admin.signUp('Ayşe Demir');
  return { admin, workspace: await admin.createWorkspace() };
}

let people = 0;

/** Someone at a browser that was never here. */
export function newPerson(server: { readonly origin: string }): TestPerson {
  const jar = new Map<string, string>();
  const rooms = new Set<OpenRoom>();
  let id = '';

  const person: TestPerson = {
    get id() {
      return id;
    },
    get cookie() {
      return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    headers: () => ({ cookie: person.cookie, origin: server.origin }),

    async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${server.origin}${path}`, {
        method,
        headers: {
          ...person.headers(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      for (const cookie of response.headers.getSetCookie()) keep(jar, cookie);
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T, headers: response.headers };
    },

    async me() {
      const { status, body } = await person.call<Me>('GET', API.me);
      if (status !== 200) throw new Error(`GET ${API.me} answered ${status}.`);
      id = body.user.id;
      return body;
    },

    async signUp(name, email, password = PASSWORD) {
      people += 1;
      const address = email ?? `person${people}.${process.pid}@example.com`;
      const { status, body } = await person.call<Me>('POST', API.signUp, {
        name,
        email: address,
        password,
        locale: 'tr',
      });
      if (status !== 200) throw new Error(`POST ${API.signUp} answered ${status}.`);
      id = body.user.id;
      return body;
    },

    async createWorkspace(name = 'Satış') {
      const { status, body } = await person.call<Me>('POST', API.workspaces, { name });
      if (status !== 200) throw new Error(`POST ${API.workspaces} answered ${status}.`);
      return body.workspaces.at(-1)!.id;
    },

    open(room, doc = new Y.Doc(), token = 'cookie') {
      const opened = openRoom(server.origin, room, doc, person.headers(), token);
      rooms.add(opened);
      return opened;
    },

    leave() {
      for (const room of rooms) room.close();
      rooms.clear();
    },
  };
  return person;
}

/** Brings someone into a workspace by an invitation, as people do. */
export async function inviteInto(workspace: string, by: TestPerson, person: TestPerson, role: string): Promise<void> {
  const invited = await by.call<{ url: string }>('POST', API.invitations(workspace), { role });
  const token = invited.body.url.split('/').at(-1)!;
  const joined = await person.call('POST', API.invitation(token), {});
  if (joined.status !== 200) throw new Error(`The invitation answered ${joined.status}.`);
}

function openRoom(
  origin: string,
  name: string,
  document: Y.Doc,
  headers: Record<string, string>,
  token: string,
): OpenRoom {
  let refusal: string | null = null;
  const socket = new HocuspocusProviderWebsocket({
    url: `${origin.replace('http', 'ws')}${COLLAB_PATH}`,
    WebSocketPolyfill: socketWith(headers),
    delay: 50,
    minDelay: 50,
    maxDelay: 500,
  });
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name,
    document,
    token,
    onAuthenticationFailed: ({ reason }) => {
      refusal = reason;
    },
  });
  provider.attach();
  return {
    doc: document,
    provider,
    socket,
    synced: () => until(() => provider.isSynced),
    saved: () => until(() => provider.isSynced && provider.unsyncedChanges === 0),
    refusal: () => refusal,
    close() {
      provider.destroy();
      socket.destroy();
    },
  };
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = '', ...attributes] = cookie.split(';');
  const at = pair.indexOf('=');
  const isGone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
  if (isGone) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), pair.slice(at + 1));
}
