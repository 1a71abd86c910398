/** What holds for all rows of an import: proposed from the file, changed by people, handed to the plan. Pure. */
import type { Constants } from '#schema/import/plan.ts';
import type { Row } from '#schema/import/sheet.ts';
import { fairHint, splitFairName } from './fairHint.ts';
import { NEW_CAMPAIGN, type ForAllRows, type Layout } from './importState.ts';

type Campaigns = readonly { readonly id: string; readonly title: string }[];

/** A first proposal: the fair that the file names, and whoever imports as the owner. */
export function proposeForAll(
  fileName: string,
  head: readonly Row[],
  { header, columns }: Pick<Layout, 'header' | 'columns'>,
  { campaigns, me }: { readonly campaigns: Campaigns; readonly me: string },
): ForAllRows {
  const hint = fairHint(head.slice(0, header ?? 0), fileName, campaigns);
  const campaign = hint.campaign ?? (hint.name ? NEW_CAMPAIGN : null);
  // a list that knows the day of the visit was kept at a stand
  const isFair = campaign !== null || columns.includes('visitDate');
  return { source: isFair ? 'fair' : null, campaign, newCampaign: hint.name ?? '', owner: me, tags: [] };
}

/** The values for all rows as the plan takes them. */
export function constantsOf({ source, campaign, newCampaign, owner, tags }: ForAllRows): Constants {
  const fair = splitFairName(newCampaign);
  return {
    ...(source !== null && { source: { key: source } }),
    ...(campaign === NEW_CAMPAIGN
      ? fair.name !== '' && { newCampaign: { kind: 'fair', ...fair } }
      : campaign !== null && { campaign }),
    ...(owner !== '' && { owner }),
    ...(tags.length > 0 && { tags }),
  };
}

/** What the feed calls an import: its fair, else its file. */
export function importName({ campaign, newCampaign }: ForAllRows, fileName: string, campaigns: Campaigns): string {
  const fair = campaign === NEW_CAMPAIGN ? newCampaign.trim() : campaigns.find(({ id }) => id === campaign)?.title;
  return fair || fileName;
}
