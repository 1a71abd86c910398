/**
 * The carets of one note, over the workspace's presence, which all notes share. Offers the caret extension a presence of
 * its own: it sees only who is in this note, with the name and colour the page gives them, and says only this note's
 * caret. What others say is checked before the editor gets to see it.
 */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { PRESENCE_ACCOUNT } from '#schema/protocol.ts';

const FIELD = 'note';

export interface CaretUser {
  readonly name: string;
  /** a tint of the theme */
  readonly tint: string;
  /** the extension wants one in six digits; the page colours by tint */
  readonly color: string;
}
interface Position {
  readonly type: { readonly client: number; readonly clock: number } | null;
  readonly tname: null;
  readonly item: { readonly client: number; readonly clock: number } | null;
  readonly assoc: number;
}
interface Cursor {
  readonly anchor: Position;
  readonly head: Position;
}
interface CaretState {
  readonly user: CaretUser;
  readonly cursor: Cursor;
}
type Listener = () => void;

/** See the file. `identify` gives the name and tint of a person by their id; null = a stranger, shown nowhere. */
export class NoteCarets {
  readonly #awareness: Awareness;
  readonly #note: string;
  readonly #identify: (user: string) => Omit<CaretUser, 'color'> | null;
  readonly #wrapped = new Map<Listener, Listener>();

  constructor(awareness: Awareness, note: string, identify: (user: string) => Omit<CaretUser, 'color'> | null) {
    this.#awareness = awareness;
    this.#note = note;
    this.#identify = identify;
  }

  get clientID(): number {
    return this.#awareness.clientID;
  }

  get states(): Map<number, CaretState> {
    return this.getStates();
  }

  getStates(): Map<number, CaretState> {
    const states = new Map<number, CaretState>();
    for (const [client, state] of this.#awareness.getStates()) {
      const cursor = cursorIn(state[FIELD], this.#note);
      const user = cursor && this.#identify(userOf(state));
      if (user) states.set(client, { user: { ...user, color: '#000000' }, cursor });
    }
    return states;
  }

  getLocalState(): { readonly cursor: Cursor | null } {
    return { cursor: cursorIn(this.#awareness.getLocalState()?.[FIELD], this.#note) };
  }

  /** Only the caret is said: names come from the member list, not from who claims them. */
  setLocalStateField(field: string, value: unknown): void {
    if (field !== 'cursor') return;
    const state = this.#awareness.getLocalState() ?? {};
    if (typeof value === 'object' && value !== null) {
      const { anchor, head } = value as { anchor: unknown; head: unknown };
      this.#awareness.setLocalState({
        ...state,
        [FIELD]: { id: this.#note, anchor: toJson(anchor), head: toJson(head) },
      });
    } else if (isOf(state[FIELD], this.#note)) {
      // another note may have taken the caret meanwhile: only one's own is taken back
      this.#awareness.setLocalState({ ...state, [FIELD]: null });
    }
  }

  /** Hears only when a caret of this note moved, came or went: the presence of a whole team is busy. */
  on(event: 'change' | 'update', listener: Listener): void {
    let last = this.#fingerprint();
    const wrapped = (): void => {
      const now = this.#fingerprint();
      if (now === last) return;
      last = now;
      listener();
    };
    this.#wrapped.set(listener, wrapped);
    this.#awareness.on(event, wrapped);
  }

  off(event: 'change' | 'update', listener: Listener): void {
    const wrapped = this.#wrapped.get(listener);
    if (wrapped) this.#awareness.off(event, wrapped);
    this.#wrapped.delete(listener);
  }

  #fingerprint(): string {
    return JSON.stringify([...this.getStates()]);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isOf = (state: unknown, note: string): boolean => isObject(state) && state['id'] === note;

/** Whose state it is, as the server says; a tab of one's own browser is heard before the server has. */
function userOf(state: Record<string, unknown>): string {
  const presence = state['presence'];
  const user = state[PRESENCE_ACCOUNT] ?? (isObject(presence) ? presence['user'] : undefined);
  return typeof user === 'string' ? user : '';
}

function cursorIn(state: unknown, note: string): Cursor | null {
  if (!isObject(state) || state['id'] !== note) return null;
  const anchor = positionFrom(state['anchor']);
  const head = positionFrom(state['head']);
  return anchor && head ? { anchor, head } : null;
}

/** A relative position as another client says it. Named roots are refused: asking for one would create it. */
function positionFrom(value: unknown): Position | null {
  if (!isObject(value) || (value['tname'] ?? null) !== null) return null;
  const type = idFrom(value['type']);
  const item = idFrom(value['item']);
  if (type === undefined || item === undefined || (type === null && item === null)) return null;
  return { type, item, tname: null, assoc: value['assoc'] === -1 ? -1 : 0 };
}

function idFrom(value: unknown): { client: number; clock: number } | null | undefined {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) return undefined;
  const { client, clock } = value;
  return isCount(client) && isCount(clock) ? { client, clock } : undefined;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const toJson = (position: unknown): unknown =>
  position instanceof Y.RelativePosition ? Y.relativePositionToJSON(position) : position;
