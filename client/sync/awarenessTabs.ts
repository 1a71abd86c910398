/** Presence between the tabs of one browser, also without a server. Each tab speaks only for itself. */
import { type Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { ORIGIN } from './origins.ts';
import type { TabMessage, Tabs } from './tabs.ts';

interface AwarenessChange {
  added: number[];
  updated: number[];
  removed: number[];
}

/** Joins the presence of the tabs in a room. `ask` has the others say theirs again; `hear` takes what they say. */
export function shareAwareness(
  awareness: Awareness,
  room: string,
  tabs: Tabs,
): { ask(): void; hear(message: TabMessage): void; stop(): void } {
  const own = awareness.clientID;
  const say = (): void => tabs.post({ kind: 'awareness', room, bytes: encodeAwarenessUpdate(awareness, [own]) });
  const changed = ({ added, updated, removed }: AwarenessChange): void => {
    if ([...added, ...updated, ...removed].includes(own)) say();
  };
  awareness.on('update', changed);
  const ask = (): void => tabs.post({ kind: 'askAwareness', room });
  ask();
  return {
    ask,
    hear(message) {
      if (message.kind === 'askAwareness') {
        // Said anew: what the other side has dropped it takes again only under a newer clock.
        const state = awareness.getLocalState();
        if (state !== null) awareness.setLocalState(state);
      } else if (message.kind === 'awareness') {
        applyAwarenessUpdate(awareness, message.bytes, ORIGIN.tab);
      }
    },
    stop: () => awareness.off('update', changed),
  };
}
