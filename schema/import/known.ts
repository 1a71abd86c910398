/**
 * What the workspace already knows that cells may name: entries of its lists, campaigns, members. Matched by folded
 * label or key, in both languages. Handed over as plain JSON, so that a worker can judge.
 */
import type { ListEntry, ListName } from '../settings.ts';
import { foldWords } from '../text.ts';

export interface NamedThing {
  readonly id: string;
  readonly title: string;
}

export interface Known {
  readonly lists: Readonly<Record<ListName, readonly ListEntry[]>>;
  readonly campaigns: readonly NamedThing[];
  /** Members by name and, where known, by e-mail. */
  readonly members: readonly (NamedThing & { readonly email?: string })[];
}

export interface Lookup {
  /** The key of a list's entry, or undefined for a value of no list. */
  choice(list: ListName, text: string): string | undefined;
  campaign(text: string): string | undefined;
  member(text: string): string | undefined;
}

/** Other words for a status that lists of earlier tools use. */
const STATUS_WORDS: readonly (readonly [string, string])[] = [
  ['görüşüldü', 'contacted'],
  ['arandı', 'contacted'],
  ['iletişime geçildi', 'contacted'],
  ['yeni lead', 'new'],
  ['teklif verildi', 'quoted'],
  ['teklif gönderildi', 'quoted'],
  ['uygun değil', 'lost'],
  ['kayıp', 'lost'],
  ['kaybedildi', 'lost'],
];
const SOURCE_WORDS: readonly (readonly [string, string])[] = [
  ['web', 'website'],
  ['web form', 'website'],
  ['web formu', 'website'],
  ['internet', 'website'],
  ['facebook', 'meta'],
  ['instagram', 'meta'],
  ['google', 'google_ads'],
  ['adwords', 'google_ads'],
  ['mail', 'email'],
  ['e-mail', 'email'],
  ['tavsiye', 'referral'],
  ['tel', 'phone'],
];

export function lookupIn(known: Known): Lookup {
  const lists = new Map<string, Map<string, string>>();
  for (const [list, entries] of Object.entries(known.lists)) lists.set(list, labelsOf(entries));
  add(lists.get('status'), STATUS_WORDS, known.lists.status);
  add(lists.get('source'), SOURCE_WORDS, known.lists.source);
  const campaigns = new Map(known.campaigns.map(({ id, title }) => [foldWords(title), id]));
  const members = new Map(known.members.map(({ id, title }) => [foldWords(title), id]));
  for (const { id, email } of known.members) if (email) members.set(foldWords(email), id);
  return {
    choice: (list, text) => lists.get(list)?.get(foldWords(text)),
    campaign: (text) => campaigns.get(foldWords(text)),
    member: (text) => members.get(foldWords(text)),
  };
}

/** Labels win over keys, and entries in use over retired ones. */
function labelsOf(entries: readonly ListEntry[]): Map<string, string> {
  const keys = new Map<string, string>();
  const inUseLast = [...entries].sort((a, b) => Number(b.retired ?? false) - Number(a.retired ?? false));
  for (const { key } of inUseLast) keys.set(foldWords(key), key);
  for (const { key, label } of inUseLast) {
    for (const text of typeof label === 'string' ? [label] : Object.values(label)) {
      keys.set(foldWords(text), key);
      for (const part of text.split('/')) if (!keys.has(foldWords(part))) keys.set(foldWords(part), key);
    }
  }
  return keys;
}

function add(
  keys: Map<string, string> | undefined,
  words: readonly (readonly [string, string])[],
  entries: readonly ListEntry[],
): void {
  for (const [word, key] of words) {
    const text = foldWords(word);
    if (keys && !keys.has(text) && entries.some((entry) => entry.key === key)) keys.set(text, key);
  }
}
