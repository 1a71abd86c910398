/**
 * Who may do what, by role and by room. The server holds the room rules at every connection and request;
 * the page reads the same lines to show only what works. One table, no exceptions elsewhere.
 */
import type { RoomKind } from './rooms.ts';

export const ROLES = ['admin', 'manager', 'rep', 'viewer'] as const;
/** What a member is in one workspace. */
export type Role = (typeof ROLES)[number];

export const isRole = (value: unknown): value is Role => ROLES.includes(value as Role);

export type RoomAccess = 'none' | 'read' | 'write';

const ROOM_ACCESS: Record<RoomKind, Record<Role, RoomAccess>> = {
  workspace: { admin: 'write', manager: 'write', rep: 'write', viewer: 'read' },
  settings: { admin: 'write', manager: 'write', rep: 'read', viewer: 'read' },
  // A person's own room is opened by its owner alone, whatever the role: see `sync-server/collab`.
  user: { admin: 'none', manager: 'none', rep: 'none', viewer: 'none' },
};

/** What a member of the workspace may do in a room of it. A person's own room answers `none` here: ownership decides there. */
export const roomAccess = (kind: RoomKind, role: Role): RoomAccess => ROOM_ACCESS[kind][role];

const ACTIONS = {
  /** create and change leads, deals, notes, tasks, activities */
  editRecords: ['admin', 'manager', 'rep'],
  importRecords: ['admin', 'manager', 'rep'],
  exportRecords: ['admin', 'manager', 'rep'],
  /** the whole workspace as a file */
  exportWorkspace: ['admin'],
  bulkEdit: ['admin', 'manager', 'rep'],
  /** hand a record to another owner when one is not its owner */
  transferRecords: ['admin', 'manager'],
  purgeRecords: ['admin', 'manager'],
  /** statuses, stages, sources, sectors, products … */
  editSettings: ['admin', 'manager'],
  inviteMembers: ['admin', 'manager'],
  /** change roles, remove members, make password reset links, rename or delete the workspace */
  manageMembers: ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof ACTIONS;

/** Whether a role includes an action. */
export const may = (role: Role, action: Action): boolean => (ACTIONS[action] as readonly Role[]).includes(role);

/** The roles that someone of this role may give to others: nobody gives more than they hold. */
export const grantableRoles = (role: Role): readonly Role[] =>
  role === 'admin' ? ROLES : role === 'manager' ? ['rep', 'viewer'] : [];
