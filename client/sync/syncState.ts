/**
 * What the page may truthfully say about a room: where its changes are, and what is wrong. An observable for
 * `useSyncExternalStore`: the snapshot is frozen, and the same object until something changes.
 */
import type { ConnectionStatus } from './connection.ts';
import type { DeviceFault } from './deviceFault.ts';
import type { SenderPhase } from './sender.ts';

/**
 * - `offline`: no server in reach
 * - `connecting`: on the way there
 * - `syncing`: connected, what either side lacks is on its way
 * - `savedOnDevice`: connected; `unsent` changes are on this device and not yet acknowledged
 * - `savedOnServer`: everything made in this browser is on the server's disk
 * - `readOnly`: connected and up to date, but the server takes no changes from this person here
 * - `refused`: the server does not let this person in; `refusal` says why
 */
export type SyncStatus =
  | 'offline'
  | 'connecting'
  | 'syncing'
  | 'savedOnDevice'
  | 'savedOnServer'
  | 'readOnly'
  | 'refused';

export interface SyncState {
  readonly status: SyncStatus;
  /** edits that the server does not have, of all tabs of this browser */
  readonly unsent: number;
  /** edits of this tab that are in memory only */
  readonly unstored: number;
  /** with `refused`: the reason of a code in `CLOSE` */
  readonly refusal: string | null;
  /** what is wrong with the storage of this device */
  readonly fault: DeviceFault | null;
}

export interface SyncInputs {
  connection: ConnectionStatus;
  phase: SenderPhase;
  refusal: string | null;
  /** why the server keeps ending the connection */
  trouble: string | null;
  writable: boolean;
  unsent: number;
  unstored: number;
  fault: DeviceFault | null;
}

/** The one place that decides what is said. */
export function syncStateOf(inputs: SyncInputs): SyncState {
  const { unsent, unstored, fault } = inputs;
  const refusal = refusalOf(inputs);
  const status = refusal === null ? statusOf(inputs) : 'refused';
  return Object.freeze({ status, unsent, unstored, refusal, fault });
}

function refusalOf({ connection, trouble, refusal }: SyncInputs): string | null {
  if (connection === 'signedOut') return 'unauthenticated';
  return connection === 'open' ? refusal : (trouble ?? refusal);
}

function statusOf({ connection, phase, writable, unsent }: SyncInputs): SyncStatus {
  if (connection === 'signedOut') return 'refused';
  if (connection !== 'open') return connection;
  if (phase !== 'live') return 'syncing';
  if (!writable) return 'readOnly';
  return unsent > 0 ? 'savedOnDevice' : 'savedOnServer';
}

/** A value that tells when it changes. */
export class Observable<T> {
  #value: T;
  readonly #isSame: (a: T, b: T) => boolean;
  readonly #listeners = new Set<() => void>();

  constructor(value: T, isSame: (a: T, b: T) => boolean) {
    this.#value = value;
    this.#isSame = isSame;
  }

  readonly getSnapshot = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  set(value: T): void {
    if (this.#isSame(this.#value, value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}

export const isSameState = (a: SyncState, b: SyncState): boolean =>
  a.status === b.status &&
  a.unsent === b.unsent &&
  a.unstored === b.unstored &&
  a.refusal === b.refusal &&
  a.fault === b.fault;
