/** How much of a room's first content has come, for the page that waits for it. */
import { Observable } from './syncState.ts';

export interface Arrival {
  readonly bytes: number;
  readonly total: number;
}

/** Null when nothing is on its way, or so little that nobody waits for it. */
export const arrival = new Observable<Arrival | null>(null, Object.is);
