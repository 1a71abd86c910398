/** What the open workspace knows that a list may name or repeat, in the forms that the judge and the plan take. */
import type { JudgedRow, LeadDraft } from '#schema/import/judge.ts';
import { markDuplicates, type KnownRecords } from '#schema/import/duplicates.ts';
import type { Known } from '#schema/import/known.ts';
import type { Projection } from '#schema/projection.ts';
import type { Member } from '#schema/protocol.ts';
import { campaignTitle } from '#schema/records/campaign.ts';
import type { Lead } from '#schema/records/lead.ts';
import type { Settings } from '#schema/settings.ts';
import { isBinned } from '#schema/workspace.ts';
import { idle } from '../../ui/idle.ts';

/** Lists, campaigns and members by their names. */
export function knownNames(projection: Projection, settings: Settings, members: readonly Member[]): Known {
  return {
    lists: settings.lists,
    campaigns: campaignsOf(projection),
    members: members
      .filter((member) => !member.removed)
      .map(({ id, name, email }) => ({ id, title: name, ...(email !== undefined && { email }) })),
  };
}

/** Campaigns that are not in the bin, newest first. */
export function campaignsOf(projection: Projection): readonly { readonly id: string; readonly title: string }[] {
  return [...projection.all('campaign')]
    .filter((campaign) => !isBinned(campaign))
    .toSorted((a, b) => b.created.at - a.created.at)
    .map((campaign) => ({ id: campaign.id, title: campaignTitle(campaign) }));
}

/** Leads by phone, e-mail and the row they were imported from; binned ones are none. Valid until records change. */
export function knownLeads(projection: Projection): KnownRecords {
  return {
    byPhone: (e164) => projection.find('lead', 'phone', e164)[0]?.id,
    byEmail: (email) => projection.find('lead', 'email', email)[0]?.id,
    byHash: (hash) => projection.find('lead', 'row', hash)[0]?.id,
  };
}

/** Builds what `knownLeads` looks into, a part at each idle moment. */
export async function prepareKnownLeads(projection: Projection): Promise<void> {
  for (const index of ['phone', 'email', 'row'] as const) {
    const parts = projection.prepare('lead', index);
    do await idle();
    while (!parts.next().done);
  }
}

interface Marked {
  readonly projection: Projection;
  readonly version: number;
  readonly rows: readonly JudgedRow[];
}
const marked = new WeakMap<readonly JudgedRow[], Marked>();

/** The rows with their duplicates among each other and among the leads as they stand. Looked for once until leads change. */
export function markKnown(rows: readonly JudgedRow[], projection: Projection): readonly JudgedRow[] {
  const before = marked.get(rows);
  const version = projection.version('lead');
  if (before?.projection === projection && before.version === version) return before.rows;
  const now = { projection, version, rows: markDuplicates(rows, knownLeads(projection)) };
  marked.set(rows, now);
  return now.rows;
}

const DRAFT_KEYS = [
  'firstName',
  'lastName',
  'company',
  'department',
  'jobTitle',
  'phone',
  'email',
  'address',
  'city',
  'country',
  'campaign',
  'visitDate',
  'date',
  'products',
  'sector',
  'score',
  'description',
  'tags',
  'externalId',
] as const satisfies readonly (keyof LeadDraft & keyof Lead)[];

/** What a lead holds, as the draft that a row is merged with. A source that is unknown counts as none. */
export function draftOf(lead: Lead): LeadDraft {
  const held = DRAFT_KEYS.flatMap((key) => (lead[key] === undefined ? [] : [[key, lead[key]]]));
  return {
    ...Object.fromEntries(held),
    ...(lead.source && lead.source.key !== 'unknown' && { source: lead.source }),
  };
}
