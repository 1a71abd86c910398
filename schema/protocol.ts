/**
 * What client and server say to each other outside the documents: HTTP shapes, close codes, refusal codes.
 * Both sides import these types; each edge parses what comes in once, with the schemas here.
 * The web client calls the paths in `API`; all bodies are JSON, all answers are JSON, all errors are `ErrorBody`.
 */
import * as z from 'zod/mini';
import { ROLES } from './policy.ts';

/** Where the socket lives: the Hocuspocus protocol, several rooms on one socket, the session cookie authenticates. */
export const COLLAB_PATH = '/collab';

/** WebSocket and document close codes, with the reason string that the server sends along. */
export const CLOSE = {
  unauthenticated: { code: 4401, reason: 'unauthenticated' },
  forbidden: { code: 4403, reason: 'forbidden' },
  /** role or membership changed: connect again, the room says what holds now */
  rightsChanged: { code: 4409, reason: 'rights-changed' },
  /** wrote where it may only read; told so at the open door alone, where nothing else would tell */
  readOnly: { code: 4403, reason: 'read-only' },
  unknownRoom: { code: 4404, reason: 'unknown-room' },
  tooLarge: { code: 1009, reason: 'too-large' },
  tooMany: { code: 4429, reason: 'too-many' },
  malformed: { code: 4400, reason: 'malformed' },
  /** nothing was heard for a minute, as of a page that sleeps: connect again */
  silent: { code: 4508, reason: 'silent' },
  notDurable: { code: 1013, reason: 'not-durable' },
  /** the workspace may not store more: like a full disk, for it alone */
  workspaceFull: { code: 4507, reason: 'workspace-full' },
  shuttingDown: { code: 1001, reason: 'shutting-down' },
} as const;

/** What the server says to everyone in a workspace's room by a stateless message. */
export const NudgeShape = z.object({
  /** who belongs to the workspace, their names or roles: ask `GET /api/me` again */
  type: z.literal('members'),
});
export type Nudge = z.infer<typeof NudgeShape>;

/**
 * Where each presence state in a room says whose it is: set by the server on everything that comes over the wire,
 * whatever the client wrote there. A page believes this and not a name that the state claims.
 */
export const PRESENCE_ACCOUNT = 'account';

/** A frame with a whole offline batch must fit below this, in bytes; clients cut larger batches. */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024;
/** What a client aims at per frame when it sends what it wrote offline. */
export const TARGET_FRAME_BYTES = 2 * 1024 * 1024;

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
const email = z.string().check(z.trim(), z.toLowerCase(), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/), z.maxLength(254));
const password = z.string().check(z.minLength(8), z.maxLength(256));
const role = z.enum(ROLES);
const locale = z.enum(['tr', 'en']);

/** Request bodies. */
export const Body = {
  signUp: z.object({ name, email, password, locale }),
  signIn: z.object({ email, password }),
  changePassword: z.object({ current: password, next: password }),
  createWorkspace: z.object({ name }),
  renameWorkspace: z.object({ name }),
  demo: z.object({ locale }),
  invite: z.object({ role }),
  setRole: z.object({ role }),
  resetPassword: z.object({ password }),
  profile: z.object({ name: z.optional(name), locale: z.optional(locale) }),
} as const;
export type BodyOf<K extends keyof typeof Body> = z.infer<(typeof Body)[K]>;

/**
 * A person in a workspace. Those who left stay listed, so that old notes and events keep a name;
 * the team-mates that come with a demo are listed too, though nobody can sign in as them.
 */
export const MemberShape = z.object({
  id,
  name: z.string(),
  /** absent for guests and team-mates of the demo */
  email: z.optional(z.string()),
  role,
  removed: z.optional(z.boolean()),
  /** the key of a program; nobody to assign work to, so it counts as removed too */
  key: z.optional(z.boolean()),
});
export type Member = z.infer<typeof MemberShape>;

export const WorkspaceShape = z.object({
  id,
  name: z.string(),
  /** of the one who asks */
  role,
  demo: z.boolean(),
  epoch: z.number(),
  members: z.array(MemberShape),
});
export type Workspace = z.infer<typeof WorkspaceShape>;

/** The answer to `GET /api/me`: who is signed in, and every workspace that is theirs. `now` corrects the device's clock. */
export const MeShape = z.object({
  user: z.object({ id, name: z.string(), email: z.optional(z.string()), guest: z.boolean(), locale }),
  workspaces: z.array(WorkspaceShape),
  /**
   * workspaces that this person was removed from, or left, or that were deleted. A device drops its copy of these alone:
   * one that the server merely does not know may be what a restored server has lost
   */
  parted: z._default(z.array(id), []),
  now: z.number(),
});
export type Me = z.infer<typeof MeShape>;

/** What an invitation says before it is accepted. */
export const InvitationShape = z.object({
  workspace: z.string(),
  invitedBy: z.string(),
  role,
  expiresAt: z.number(),
});
export type Invitation = z.infer<typeof InvitationShape>;

/** A link to hand over, valid once and until then. */
export const LinkShape = z.object({ url: z.string(), expiresAt: z.number() });
export type Link = z.infer<typeof LinkShape>;

/** What `GET /api/server` tells anyone: used by the page to say what is missing, and by a second device to find the address. */
export const ServerShape = z.object({ version: z.string(), now: z.number(), addresses: z.array(z.string()) });
export type ServerInfo = z.infer<typeof ServerShape>;

export const REFUSALS = [
  'bad-request',
  'unauthenticated',
  'wrong-credentials',
  'email-taken',
  'forbidden',
  'not-found',
  'link-used',
  'link-expired',
  'last-admin',
  'already-member',
  'member-elsewhere',
  'too-many-requests',
  'foreign-file',
  'newer-file',
  'damaged-file',
  'file-too-large',
  'storage-failing',
  'server-error',
] as const;
/**
 * Why the server refused; also a translation key. `member-elsewhere`: a reset link would also open workspaces
 * of which the asking person is no admin, so only whoever runs the server may make it. `damaged-file` says in `field`
 * where. `storage-failing`: the server cannot keep anything right now; what was asked was not done.
 */
export type Refusal = (typeof REFUSALS)[number];

export const REFUSAL_STATUS: Record<Refusal, number> = {
  'bad-request': 400,
  unauthenticated: 401,
  'wrong-credentials': 401,
  'email-taken': 409,
  forbidden: 403,
  'not-found': 404,
  'link-used': 410,
  'link-expired': 410,
  'last-admin': 409,
  'already-member': 409,
  'member-elsewhere': 409,
  'too-many-requests': 429,
  'foreign-file': 422,
  'newer-file': 422,
  'damaged-file': 422,
  'file-too-large': 413,
  'storage-failing': 503,
  'server-error': 500,
};

export const ErrorShape = z.object({ error: z.enum(REFUSALS), field: z.optional(z.string()) });
export type ErrorBody = z.infer<typeof ErrorShape>;

/**
 * Every path of the first API, with its method, body and answer.
 *
 * | call | body | answer |
 * |---|---|---|
 * | GET  /api/server | – | ServerInfo |
 * | GET  /api/me | – | Me (401 when signed out) |
 * | PATCH /api/me | profile | Me |
 * | POST /api/sign-up | signUp | Me (sets the cookie) |
 * | POST /api/sign-in | signIn | Me |
 * | POST /api/sign-out | – | {} |
 * | POST /api/password | changePassword | {} (other sessions end) |
 * | POST /api/demo | demo | Me: a guest with one filled workspace (the guest's `demo: true`) |
 * | POST /api/workspaces | createWorkspace | Me |
 * | PATCH /api/workspaces/:id | renameWorkspace | Me |
 * | DELETE /api/workspaces/:id | – | Me (admin, or the guest of a demo) |
 * | GET  /api/workspaces/:id/file | – | the whole workspace as a file (admin) |
 * | GET  /api/rooms/:room/content | – | what is stored of a room: Yjs updates (schema/roomContent.ts) |
 * | POST /api/workspaces/import | such a file | Me: a new workspace made of it |
 * | POST /api/workspaces/:id/invitations | invite | Link (`/join/<token>`) |
 * | GET  /api/invitations/:token | – | Invitation |
 * | POST /api/invitations/:token | – | Me (joins; needs a session) |
 * | PATCH /api/workspaces/:id/members/:user | setRole | Me |
 * | DELETE /api/workspaces/:id/members/:user | – | Me (also leaving by oneself) |
 * | POST /api/workspaces/:id/members/:user/reset-link | – | Link (`/reset/<token>`) |
 * | POST /api/reset/:token | resetPassword | {} |
 * | GET  /health | – | {status:'ok'} or 503 |
 */
export const API = {
  server: '/api/server',
  me: '/api/me',
  signUp: '/api/sign-up',
  signIn: '/api/sign-in',
  signOut: '/api/sign-out',
  password: '/api/password',
  demo: '/api/demo',
  workspaces: '/api/workspaces',
  workspace: (workspace: string) => `/api/workspaces/${workspace}`,
  workspaceFile: (workspace: string) => `/api/workspaces/${workspace}/file`,
  content: (room: string) => `/api/rooms/${room}/content`,
  importWorkspace: '/api/workspaces/import',
  invitations: (workspace: string) => `/api/workspaces/${workspace}/invitations`,
  invitation: (token: string) => `/api/invitations/${token}`,
  member: (workspace: string, user: string) => `/api/workspaces/${workspace}/members/${user}`,
  resetLink: (workspace: string, user: string) => `/api/workspaces/${workspace}/members/${user}/reset-link`,
  reset: (token: string) => `/api/reset/${token}`,
} as const;
