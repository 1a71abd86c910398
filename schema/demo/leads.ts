/** The demo's leads: who they are and where they came from. Values only; commands write them. */
import type { ChangesOf } from '../records/index.ts';
import { fold } from '../text.ts';
import type { Chance } from './chance.ts';
import type { DemoContent } from './content.ts';

const SECTORS = ['metal', 'machinery', 'automotive', 'energy', 'textile', 'construction', 'food'] as const;
const WEB_SOURCES = [
  'website',
  'website',
  'google_ads',
  'meta',
  'referral',
  'referral',
  'phone',
  'whatsapp',
  'organic',
  'email',
] as const;

export interface Firm {
  readonly company: string;
  readonly domain: string;
  readonly city: string;
  readonly sector: string;
}

/** The firms of this demo. */
export const createFirms = (content: DemoContent, chance: Chance): readonly Firm[] =>
  content.firms.map(([stem, domain]) => ({
    company: `${stem} ${chance.pick(content.firmEndings)}`,
    domain: `${domain}${content.domainEnding}`,
    city: chance.pick(content.cities),
    sector: chance.pick(SECTORS),
  }));

/** One person of a firm, with the small gaps that real lists have. */
export function createPerson(content: DemoContent, firms: readonly Firm[], chance: Chance): ChangesOf<'lead'> {
  const firm = chance.pick(firms);
  const firstName = chance.pick(content.firstNames);
  const lastName = chance.pick(content.lastNames);
  const mailbox = `${fold(firstName)}.${fold(lastName)}`.replace(/[^a-z.]/g, '');
  const hasTitle = chance.is(0.75);
  const roll = chance.next();
  const phone = roll < 0.02 ? content.phone.unreadable : roll < 0.05 ? null : createPhone(content, chance);
  return {
    firstName,
    lastName,
    company: firm.company,
    city: firm.city,
    country: content.country,
    sector: firm.sector,
    phone,
    email: chance.is(0.08) ? null : `${mailbox}@${firm.domain}`,
    jobTitle: hasTitle ? chance.pick(content.jobs) : null,
    department: hasTitle ? chance.pick(content.departments) : null,
    products: chance.is(0.7)
      ? [chance.pick(content.products), ...(chance.is(0.25) ? [chance.pick(content.products)] : [])]
      : [],
    tags: chance.is(0.3) ? [chance.pick(content.tags)] : [],
    description: chance.is(0.55) ? chance.pick(content.descriptions) : null,
    consentEmail: chance.is(0.5) ? { given: chance.is(0.85) } : null,
  };
}

function createPhone({ phone }: DemoContent, chance: Chance): string {
  const rest = Array.from({ length: phone.digits }, () => chance.between(0, 9)).join('');
  return `${chance.pick(phone.prefixes)}${rest}`;
}

/** Where a lead that came from no fair came from. */
export function createSource(content: DemoContent, chance: Chance): { readonly key: string; readonly detail?: string } {
  const key = chance.pick(WEB_SOURCES);
  return key === 'referral' ? { key, detail: chance.pick(content.referrers) } : { key };
}
