/** What a record is called, in one line. */
import { campaignTitle } from './records/campaign.ts';
import type { AnyRecord } from './records/index.ts';
import { leadTitle } from './records/lead.ts';

/** The name of a record; '' where it has none. Notes and activities go by the start of their text. */
export function titleOf(record: AnyRecord): string {
  switch (record.type) {
    case 'lead':
      return leadTitle(record);
    case 'campaign':
      return campaignTitle(record);
    case 'note':
      return firstLine(record.text);
    case 'activity':
      return firstLine(record.summary ?? '');
    default:
      return record.title ?? '';
  }
}

const firstLine = (text: string): string => text.split('\n', 1)[0]!.slice(0, 80);
