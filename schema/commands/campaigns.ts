/** Commands on campaigns. */
import { command, refuse, type Tx } from '../command.ts';
import { campaignTitle } from '../records/campaign.ts';
import type { ChangesOf } from '../records/index.ts';

/** Makes a campaign (a fair, an event …). */
export const createCampaign = command('createCampaign', 'editRecords', (tx: Tx, values: ChangesOf<'campaign'>) => {
  const name = values.name?.trim();
  if (!name) return refuse('empty');
  const id = tx.create('campaign', { owner: tx.env.actor.id, kind: 'fair', ...values, name });
  const title = campaignTitle({ name, ...(typeof values.year === 'number' && { year: values.year }) });
  tx.event({ kind: 'created', type: 'campaign', record: id, title });
  return id;
});
