/** The demo's leads: who they are and where they came from. Values only; commands write them. */
import type { ChangesOf } from '../records/index.ts';
import { fold } from '../text.ts';
import { createDeck, type Chance } from './chance.ts';
import type { DemoContent } from './content.ts';

const WEB_SOURCES = [
  'website',
  'website',
  'website',
  'google_ads',
  'google_ads',
  'meta',
  'referral',
  'referral',
  'phone',
  'whatsapp',
  'organic',
  'email',
] as const;

interface Firm {
  readonly stem: string;
  readonly company: string;
  readonly domain: string;
  readonly sector: string;
  readonly city: string;
}

export interface NewLead {
  readonly values: ChangesOf<'lead'>;
  /** the firm's short name, as people say it */
  readonly firm: string;
  readonly product: string;
}

/** Hands out people of firms, with the small gaps and slips that real lists have. No two share a number or an address. */
export function createPeople(content: DemoContent, chance: Chance): (isFromFair: boolean) => NewLead {
  const firms = content.firms.map(
    ([stem, domain, sector, city]): Firm => ({
      stem,
      company: `${stem} ${chance.pick(content.firmEndings)}`,
      domain,
      sector,
      city,
    }),
  );
  const nextFirm = createDeck(firms, chance);
  const nextName = createDeck(
    content.firstNames.flatMap((firstName) => content.lastNames.map((lastName) => [firstName, lastName] as const)),
    chance,
  );
  const nextDescription = createDeck(content.descriptions, chance);
  const nextAtStand = createDeck([...content.standDescriptions, ...content.descriptions], chance);
  const nextFlaw = createDeck<Flaw | null>([...FLAWS, ...Array.from({ length: 90 }, () => null)], chance);
  const numbers = new Set<string>();
  const addresses = new Set<string>();

  return (isFromFair) => {
    const firm = nextFirm();
    const [firstName, lastName] = nextName();
    const [jobTitle, department] = chance.pick(content.roles);
    const { product } = chance.pick(content.offers);
    const flaw = nextFlaw();
    const mailbox = `${fold(firstName)}.${fold(lastName)}`.replace(/[^a-z.]/g, '');
    const values: ChangesOf<'lead'> = {
      firstName: flaw === 'no person' ? null : flaw === 'capitals' ? content.upper(firstName) : firstName,
      lastName: flaw === 'no person' ? null : flaw === 'capitals' ? content.upper(lastName) : lastName,
      company: firm.company,
      city: firm.city,
      country: content.country,
      sector: firm.sector,
      phone:
        flaw === 'unreadable phone'
          ? chance.pick(content.phone.unreadable)
          : flaw === 'no phone'
            ? null
            : unused(numbers, () => createPhone(content, chance)),
      email:
        flaw === 'unreadable e-mail'
          ? content.badEmail
          : flaw === 'no e-mail'
            ? null
            : unused(addresses, (turn) => `${mailbox}${turn > 1 ? turn : ''}@${firm.domain}.example`),
      ...(chance.is(0.75) && { jobTitle, department }),
      products: chance.is(0.8) ? [product, ...(chance.is(0.2) ? [chance.pick(content.offers).product] : [])] : [],
      tags: chance.is(0.3) ? [chance.pick(content.tags)] : [],
      description: chance.is(0.5) ? (isFromFair ? nextAtStand() : nextDescription()) : null,
      ...(chance.is(0.5) && { consentEmail: { given: chance.is(0.85) } }),
      ...(chance.is(0.4) && { consentCall: { given: true } }),
      ...(chance.is(0.4) && { score: chance.between(2, 19) * 5 }),
    };
    return { values, firm: firm.stem, product };
  };
}

type Flaw = 'unreadable phone' | 'no phone' | 'unreadable e-mail' | 'no e-mail' | 'no person' | 'capitals';
/** of a hundred leads */
const FLAWS: readonly Flaw[] = [
  'unreadable phone',
  'unreadable phone',
  'no phone',
  'unreadable e-mail',
  'no e-mail',
  'no e-mail',
  'no e-mail',
  'no person',
  'capitals',
  'capitals',
];

function unused(taken: Set<string>, make: (turn: number) => string): string {
  for (let turn = 1; ; turn += 1) {
    const value = make(turn);
    if (taken.has(value)) continue;
    taken.add(value);
    return value;
  }
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
