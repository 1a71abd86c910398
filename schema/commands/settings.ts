/**
 * Changes to the workspace's lists, in the settings document. Each entry is written whole under `<list>/<key>`; its
 * inverse is what stood there before. Entries are retired, never deleted, so that records keep their words.
 */
import { equalityDeep } from 'lib0/function';
import type * as Y from 'yjs';
import { COMMAND_ORIGIN, type CommandRefusal } from '../command.ts';
import type { Env } from '../env.ts';
import { may } from '../policy.ts';
import { isListName, readSettings, settingsMap, type ColorName, type ListEntry, type ListName } from '../settings.ts';
import { fold } from '../text.ts';

/** What one change of a list wrote; plain JSON. */
export interface SettingInverse {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}
export type SettingOutcome =
  | { readonly ok: true; readonly inverse: readonly SettingInverse[] }
  | { readonly ok: false; readonly code: CommandRefusal };

const refused = (code: CommandRefusal): SettingOutcome => ({ ok: false, code });

/** The parts of an entry that people change. A label is one for all languages once it was changed. */
export interface EntryChange {
  readonly label?: string;
  readonly color?: ColorName;
  readonly probability?: number;
  readonly retired?: boolean;
}

/** Changes one entry of a list. */
export function changeListEntry(
  doc: Y.Doc,
  env: Env,
  list: ListName,
  key: string,
  change: EntryChange,
): SettingOutcome {
  if (!may(env.actor.role, 'editSettings')) return refused('not-allowed');
  const settings = readSettings(doc);
  const entry = settings.entry(list, key);
  if (!entry) return refused('unknown-value');
  if (change.retired && !mayRetire(settings.lists[list], entry)) return refused('last-one');
  const label = change.label?.trim();
  if (label === '') return refused('empty');
  return write(doc, [[list, { ...entry, ...change, ...(label !== undefined && { label }) }]]);
}

/** Where records move along a list (statuses, stages), its closing entries and one open entry must stay. */
export function mayRetire(entries: readonly ListEntry[], entry: ListEntry): boolean {
  if (entry.outcome !== undefined) return false;
  if (entries.every((one) => one.outcome === undefined)) return true;
  return entries.some((one) => one.key !== entry.key && one.outcome === undefined && !one.retired);
}

/** Adds an entry at the end of its list, before the closing ones. Its key is made of its label and never changes. */
export function addListEntry(
  doc: Y.Doc,
  env: Env,
  list: ListName,
  change: EntryChange & { label: string },
): SettingOutcome {
  if (!may(env.actor.role, 'editSettings')) return refused('not-allowed');
  const label = change.label.trim();
  if (label === '') return refused('empty');
  const settings = readSettings(doc);
  const stem = keyFrom(label);
  let key = stem;
  for (let n = 2; settings.entry(list, key); n += 1) key = `${stem}_${n}`;
  const open = settings.lists[list].filter((one) => one.outcome === undefined);
  const closing = settings.lists[list].filter((one) => one.outcome !== undefined);
  const last = open.at(-1)?.order ?? 0;
  const next = closing[0]?.order ?? last + 200;
  return write(doc, [[list, { ...change, label, key, order: (last + Math.max(next, last)) / 2 || 100 }]]);
}

/** Puts the entries of a list into this order. Keys that are not named keep their place behind. */
export function orderList(doc: Y.Doc, env: Env, list: ListName, keys: readonly string[]): SettingOutcome {
  if (!may(env.actor.role, 'editSettings')) return refused('not-allowed');
  const settings = readSettings(doc);
  const moved = keys.flatMap((key, index): [ListName, ListEntry][] => {
    const found = settings.entry(list, key);
    const order = (index + 1) * 100;
    return found && found.order !== order ? [[list, { ...found, order }]] : [];
  });
  return write(doc, moved);
}

/**
 * Takes changes back, each where the entry still stands as it was left. Answers what stood there, for the redo. An entry
 * that was added is retired, not deleted: someone may use its key by now.
 */
export function undoSetting(doc: Y.Doc, env: Env, inverses: readonly SettingInverse[]): SettingOutcome {
  if (!may(env.actor.role, 'editSettings')) return refused('not-allowed');
  const map = settingsMap(doc);
  const standing = inverses.filter(({ path, after }) => equalityDeep(map.get(path) ?? null, after ?? null));
  if (standing.length === 0) return refused('nothing-to-undo');
  const defaults = readSettings(null);
  const isDefault = (path: string): boolean => {
    const slash = path.indexOf('/');
    const list = path.slice(0, slash);
    return isListName(list) && defaults.entry(list, path.slice(slash + 1)) !== undefined;
  };
  const back = standing.map(({ path, before, after }): SettingInverse => {
    const added = before === null && !isDefault(path);
    return { path, before: after, after: added ? { ...(after as object), retired: true } : before };
  });
  doc.transact(() => {
    for (const { path, after } of back) {
      // a default that was never changed has no entry of its own: taking the change away uncovers it
      if (after === null) map.delete(path);
      else map.set(path, after);
    }
  }, COMMAND_ORIGIN);
  return { ok: true, inverse: back };
}

function write(doc: Y.Doc, entries: readonly (readonly [ListName, ListEntry])[]): SettingOutcome {
  const map = settingsMap(doc);
  const inverse = entries.map(([list, { key, ...rest }]): SettingInverse => {
    const path = `${list}/${key}`;
    return { path, before: map.get(path) ?? null, after: rest };
  });
  doc.transact(() => {
    for (const { path, after } of inverse) map.set(path, after);
  }, COMMAND_ORIGIN);
  return { ok: true, inverse };
}

const KEY_LENGTH = 40;

/** A key out of a label: `Kaynak robotu` → `kaynak_robotu`. */
const keyFrom = (label: string): string =>
  fold(label)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, KEY_LENGTH) || 'entry';
