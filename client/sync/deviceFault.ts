/**
 * Names what is wrong with the storage of this device, so that the page can say it. Owns no storage itself.
 * Every failure gets a name: none may be swallowed on the way here.
 */

/**
 * - `full`: the quota is used up; changes are kept in memory and retried
 * - `lost`: the browser closed or evicted the database; it is opened again and written anew
 * - `unavailable`: there is no database here at all (private mode, blocked by settings)
 * - `failing`: a write was aborted or failed for another reason; retried
 * - `unreadable`: something on the device could not be read; it was set aside, the rest was opened
 */
export type DeviceFault = 'full' | 'lost' | 'unavailable' | 'failing' | 'unreadable';

const BY_NAME: Record<string, DeviceFault> = {
  QuotaExceededError: 'full',
  DatabaseClosedError: 'lost',
  NotFoundError: 'lost',
  InvalidStateError: 'lost',
  MissingAPIError: 'unavailable',
  SecurityError: 'unavailable',
  NotAllowedError: 'unavailable',
  OpenFailedError: 'unavailable',
  VersionError: 'unavailable',
};

/** The fault an IndexedDB or Dexie error stands for. The innermost known cause wins: an abort for lack of room is `full`. */
export function deviceFaultOf(error: unknown): DeviceFault {
  let fault: DeviceFault = 'failing';
  for (let cause = error, depth = 0; isNamed(cause) && depth < 5; cause = cause.inner ?? cause.cause, depth += 1) {
    const known = BY_NAME[cause.name];
    if (known === 'full') return known;
    if (known) fault = known;
  }
  return fault;
}

const isNamed = (value: unknown): value is { name: string; inner?: unknown; cause?: unknown } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
