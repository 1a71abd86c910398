/**
 * The same list imported twice apart, as two people do who were offline: leads of different imports that were made of the
 * same raw row. Found from records alone, so every device finds the same pairs and keeps the same one of each.
 */
import type { MergePair } from '../commands/mergeRecords.ts';
import type { Projection } from '../projection.ts';
import type { Campaign } from '../records/campaign.ts';
import { campaignTitle } from '../records/campaign.ts';
import type { Lead } from '../records/lead.ts';
import { foldKey } from '../text.ts';
import { isBinned } from '../workspace.ts';

export interface TwinImport {
  /** the two imports, the earlier one first */
  readonly first: string;
  readonly second: string;
  /** leads that both made, not counting fairs */
  readonly leads: number;
  readonly pairs: readonly MergePair[];
}

/** Leads that are looked at between two pauses. */
const SLICE = 2_000;

/** Pairs of imports that share rows, those with the most first. Leads in the bin count for nothing. */
export function twinImports(projection: Projection): readonly TwinImport[] {
  const looking = lookForTwins(projection);
  let step = looking.next();
  while (!step.done) step = looking.next();
  return step.value;
}

/** `twinImports` with pauses, for whoever must not block: what changes meanwhile may be missed and needs another look. */
export function* lookForTwins(projection: Projection): Generator<void, readonly TwinImport[]> {
  const byHash = new Map<string, Lead[]>();
  let looked = 0;
  for (const lead of projection.all('lead')) {
    looked += 1;
    if (looked % SLICE === 0) yield;
    if (lead.rawHash === undefined || lead.batch === undefined || isBinned(lead)) continue;
    const same = byHash.get(lead.rawHash);
    if (same) same.push(lead);
    else byHash.set(lead.rawHash, [lead]);
  }
  const found = new Map<string, { first: string; second: string; pairs: [Lead, Lead][] }>();
  for (const same of byHash.values()) {
    if (same.length < 2) continue;
    // several rows of one list may be equal: the first of one list is the first of the other
    const perBatch = new Map<string, Lead[]>();
    for (const lead of same.toSorted(byAge)) {
      const own = perBatch.get(lead.batch ?? '');
      if (own) own.push(lead);
      else perBatch.set(lead.batch ?? '', [lead]);
    }
    const [earliest, ...later] = [...perBatch];
    if (!earliest) continue;
    for (const [batch, leads] of later) {
      const path = `${earliest[0]} ${batch}`;
      const known = found.get(path) ?? { first: earliest[0], second: batch, pairs: [] };
      found.set(path, known);
      for (const [at, twin] of leads.entries()) {
        const keep = earliest[1][at];
        if (keep) known.pairs.push([keep, twin]);
      }
    }
  }
  return [...found.values()]
    .map(({ first, second, pairs }) => ({
      first,
      second,
      leads: pairs.length,
      pairs: [...fairsOf(projection, pairs), ...pairs.map(([keep, twin]) => leadPair(projection, keep, twin))],
    }))
    .toSorted((a, b) => b.leads - a.leads || (a.first + a.second < b.first + b.second ? -1 : 1));
}

const byAge = (a: Lead, b: Lead): number => a.created.at - b.created.at || (a.id < b.id ? -1 : 1);

function leadPair(projection: Projection, keep: Lead, twin: Lead): MergePair {
  const subject = `lead/${twin.id}`;
  return {
    type: 'lead',
    keep: keep.id,
    twin: twin.id,
    followers: [
      ...(['note', 'task', 'activity'] as const).flatMap((type) =>
        projection.find(type, 'subject', subject).map(({ id }) => ({ type, id, field: 'subject' })),
      ),
      ...projection.find('deal', 'lead', twin.id).map(({ id }) => ({ type: 'deal' as const, id, field: 'lead' })),
    ],
  };
}

/** Each import made its fair: the two are one where they have one name, and all that came from either came from it. */
function fairsOf(projection: Projection, pairs: readonly [Lead, Lead][]): readonly MergePair[] {
  const twins = new Map<string, string>();
  for (const [{ campaign: keep }, { campaign: twin }] of pairs) {
    if (keep === undefined || twin === undefined || keep === twin || twins.has(twin)) continue;
    const [mine, theirs] = [projection.get('campaign', keep), projection.get('campaign', twin)];
    if (mine && theirs && !isBinned(mine) && !isBinned(theirs) && sameFair(mine, theirs)) twins.set(twin, keep);
  }
  if (twins.size === 0) return [];
  const followers = new Map<string, MergePair['followers'][number][]>();
  for (const type of ['lead', 'deal'] as const) {
    for (const record of projection.all(type)) {
      const campaign = 'campaign' in record ? record.campaign : undefined;
      if (campaign === undefined || !twins.has(campaign)) continue;
      const known = followers.get(campaign) ?? [];
      followers.set(campaign, known);
      known.push({ type, id: record.id, field: 'campaign' });
    }
  }
  return [...twins].map(([twin, keep]) => ({ type: 'campaign', keep, twin, followers: followers.get(twin) ?? [] }));
}

const sameFair = (a: Campaign, b: Campaign): boolean => foldKey(campaignTitle(a)) === foldKey(campaignTitle(b));
