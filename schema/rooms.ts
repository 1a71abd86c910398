/**
 * Names of rooms. A room is the unit of access: whoever may open one can read all of it.
 * One strict pattern: a name such as `__proto__` or one with a path in it is no room.
 * The epoch is there so that a document can one day be rewritten under a new name.
 */
export type RoomKind = 'workspace' | 'settings' | 'user';

export interface Room {
  readonly kind: RoomKind;
  /** workspace id, or account id for `user` */
  readonly owner: string;
  readonly epoch: number;
}

const PREFIX: Record<RoomKind, string> = { workspace: 'w', settings: 's', user: 'u' };
const KIND: Record<string, RoomKind> = { w: 'workspace', s: 'settings', u: 'user' };
const PATTERN = /^([wsu])\.([A-Za-z0-9_-]{8,64})\.([1-9][0-9]{0,5})$/;

export const CURRENT_EPOCH = 1;

/** `w.<workspace>.1` and its like. */
export const roomName = (kind: RoomKind, owner: string, epoch: number = CURRENT_EPOCH): string =>
  `${PREFIX[kind]}.${owner}.${epoch}`;

/** The room a name stands for, or null when it is not one. */
export function parseRoom(name: string): Room | null {
  const match = PATTERN.exec(name);
  if (!match) return null;
  return { kind: KIND[match[1]!]!, owner: match[2]!, epoch: Number(match[3]) };
}
