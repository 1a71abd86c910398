// A network between peers and one server that drops, delays, reorders, duplicates and cuts, by a seed.
// Nothing moves but in `deliver`; whoever listens is called with what arrived.
import type { Random } from './random.ts';

/** What travels: a state vector with which one asks, or an update. */
export type Message = { readonly ask: Uint8Array } | { readonly update: Uint8Array };

export interface Faults {
  readonly drop: number;
  readonly duplicate: number;
  /** chance that a message waits for another turn, so that others overtake it */
  readonly delay: number;
}
const NO_FAULTS: Faults = { drop: 0, duplicate: 0, delay: 0 };

interface Travelling {
  readonly peer: string;
  readonly to: 'server' | 'peer';
  readonly message: Message;
}

export interface Ends {
  atServer(peer: string, message: Message): void;
  atPeer(peer: string, message: Message): void;
}

export class FakeNetwork {
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #open = new Set<string>();
  #travelling: Travelling[] = [];
  #healed = false;

  constructor(random: Random, faults: Faults) {
    this.#random = random;
    this.#faults = faults;
  }

  isOpen(peer: string): boolean {
    return this.#open.has(peer);
  }

  open(peer: string): void {
    this.#open.add(peer);
  }

  /** What was on its way is lost. */
  cut(peer: string): void {
    this.#open.delete(peer);
    this.#travelling = this.#travelling.filter((one) => one.peer !== peer);
  }

  /** From now on everything arrives, in order, once. */
  heal(): void {
    this.#healed = true;
    this.#travelling = [];
  }

  toServer(peer: string, message: Message): void {
    if (this.#open.has(peer)) this.#travelling.push({ peer, to: 'server', message });
  }

  toPeer(peer: string, message: Message): void {
    if (this.#open.has(peer)) this.#travelling.push({ peer, to: 'peer', message });
  }

  /** Lets some of what travels arrive; true while something is left on its way. */
  deliver(ends: Ends): boolean {
    const { drop, duplicate, delay } = this.#healed ? NO_FAULTS : this.#faults;
    const turn = this.#travelling;
    this.#travelling = [];
    for (const one of turn) {
      if (!this.#open.has(one.peer)) continue;
      if (this.#random.chance(delay)) {
        this.#travelling.push(one);
        continue;
      }
      if (this.#random.chance(drop)) continue;
      const times = this.#random.chance(duplicate) ? 2 : 1;
      for (let time = 0; time < times; time += 1) {
        if (one.to === 'server') ends.atServer(one.peer, one.message);
        else ends.atPeer(one.peer, one.message);
      }
    }
    return this.#travelling.length > 0;
  }
}
