/**
 * Keyboard shortcuts of what is on screen now. A shortcut exists while the component that offers it is mounted, and the
 * `?` help lists exactly those. Letters stay quiet while someone types or a dialog is open.
 */
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { isFloatingOpen } from './floating.ts';

export interface Shortcut {
  /** `c`, `mod+k`, `shift+?`, or letters one after the other: `g l` */
  readonly keys: string;
  /** what it does, in the person's language */
  readonly label: string;
  /** heading in the help, in the person's language */
  readonly group: string;
  readonly run: (event: KeyboardEvent) => void;
  /** also while typing in a field (only for combinations with `mod`) */
  readonly whileTyping?: boolean;
}

/** How long a first letter waits for its second, in ms. */
const SEQUENCE_MS = 1_200;

const offered = new Set<{ current: Shortcut }>();
const listeners = new Set<() => void>();
let snapshot: readonly Shortcut[] = [];

function changed(): void {
  snapshot = [...offered].map((entry) => entry.current);
  for (const listener of listeners) listener();
}

/** Offers a shortcut while the component is mounted; `null` offers nothing. The newest offer of the same keys wins. */
export function useShortcut(shortcut: Shortcut | null): void {
  const latest = useRef(shortcut);
  // with the paint, not after it: who sees the page may press its keys
  useLayoutEffect(() => {
    latest.current = shortcut;
  });
  const keys = shortcut?.keys;
  const label = shortcut?.label;
  const group = shortcut?.group;
  const whileTyping = shortcut?.whileTyping ?? false;
  useLayoutEffect(() => {
    if (keys === undefined || label === undefined || group === undefined) return;
    const entry = {
      current: { keys, label, group, whileTyping, run: (event: KeyboardEvent) => latest.current?.run(event) },
    };
    offered.add(entry);
    changed();
    return () => {
      offered.delete(entry);
      changed();
    };
  }, [keys, label, group, whileTyping]);
}

/** Every shortcut offered now, for the help. */
export const useOfferedShortcuts = (): readonly Shortcut[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'));

function chordOf(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('mod');
  // shift is part of the letter itself for marks such as `?`
  if (event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))) parts.push('shift');
  parts.push(event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase().replace(/^arrow/, ''));
  return parts.join('+');
}

let pending: { key: string; at: number } | null = null;

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing || event.repeat) return;
  const chord = chordOf(event);
  const typing = isTyping(event.target);
  const inDialog = isFloatingOpen();
  const sequence = pending && event.timeStamp - pending.at < SEQUENCE_MS ? `${pending.key} ${chord}` : null;
  pending = null;

  const candidates = [...snapshot].reverse();
  const usable = (shortcut: Shortcut) =>
    (!typing || (shortcut.whileTyping === true && chord.startsWith('mod+'))) && (!inDialog || chord.startsWith('mod+'));
  const hit =
    (sequence && candidates.find((shortcut) => shortcut.keys === sequence && usable(shortcut))) ||
    candidates.find((shortcut) => shortcut.keys === chord && usable(shortcut));
  if (hit) {
    event.preventDefault();
    hit.run(event);
    return;
  }
  if (!typing && !inDialog && candidates.some((shortcut) => shortcut.keys.startsWith(`${chord} `))) {
    pending = { key: chord, at: event.timeStamp };
  }
}

/** Listens for shortcuts on the page; answers how to stop. Called once, by the app. */
export function listenForShortcuts(): () => void {
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
