/** What both floor pages show, and where its bytes come from: `?from=server`, `?from=device`, or `?from=keep` to put them there. */
import * as Y from 'yjs';

export type Lead = Y.Map<unknown>;

export const ROWS = 40;
export const CELLS = ['firstName', 'lastName', 'company', 'jobTitle', 'phone', 'email', 'city', 'owner'];

export const from = new URLSearchParams(location.search).get('from');

export async function fetchState(): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch('/state')).arrayBuffer());
}

export function leadsOf(bytes: Uint8Array): Y.Map<Lead> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  return doc.getMap<Lead>('lead');
}

export function textOf(lead: Lead, name: string): string {
  const base = lead.get('$') as Record<string, unknown>;
  return String(lead.get(name) ?? base[name] ?? '');
}

/** The first rows of all leads; those after them are not read. */
export function* firstRows(leads: Y.Map<Lead>): Generator<[id: string, lead: Lead]> {
  let left = ROWS;
  for (const row of leads.entries()) {
    if (left === 0) return;
    left -= 1;
    yield row;
  }
}
