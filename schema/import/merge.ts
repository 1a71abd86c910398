/**
 * Two that mean one lead, made one: empty fields are filled, labels join, and what both say differently stays as a line
 * "title: value" in the description. Must never overwrite, never drop.
 */
import { isEmail } from '../email.ts';
import { isE164 } from '../phone.ts';
import { foldKey } from '../text.ts';
import type { LeadDraft } from './judge.ts';
import type { Target } from './targets.ts';

const TEXTS = [
  'firstName',
  'lastName',
  'company',
  'department',
  'jobTitle',
  'address',
  'city',
  'country',
  'sector',
  'externalId',
] as const satisfies readonly (keyof LeadDraft & Target)[];

export interface MergeRules {
  /** what the file calls a field */
  readonly titleOf: (target: Target) => string;
  /** a phone or e-mail that can be read takes the place of one that cannot, which then becomes a line */
  readonly repair: boolean;
}

/** `kept` filled up from `other`. Source, campaign, status, days, score and owner of `kept` stand where it has them. */
export function fillDraft(kept: LeadDraft, other: LeadDraft, { titleOf, repair }: MergeRules): LeadDraft {
  const lines: string[] = [];
  const differs = (target: Target, mine: string | undefined, theirs: string | undefined): void => {
    if (mine !== undefined && theirs !== undefined && foldKey(mine) !== foldKey(theirs)) {
      lines.push(`${titleOf(target)}: ${theirs}`);
    }
  };
  for (const target of TEXTS) differs(target, kept[target], other[target]);
  const phone = better(kept.phone, other.phone, repair && isE164);
  const email = better(kept.email, other.email, repair && isEmail);
  differs('phone', phone, phone === kept.phone ? other.phone : kept.phone);
  differs('email', email, email === kept.email ? other.email : kept.email);
  const products = joined(kept.products, other.products);
  const tags = joined(kept.tags, other.tags);
  const description = joinLines(kept.description, [other.description ?? '', ...lines]);
  return {
    ...other,
    ...kept,
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(products && { products }),
    ...(tags && { tags }),
    ...(description && { description }),
  };
}

/** A text with lines put below it; those it holds already are not said twice. '' where there is nothing. */
export function joinLines(text: string | undefined, lines: readonly string[]): string {
  let result = text ?? '';
  for (const line of lines) {
    if (line !== '' && !result.includes(line)) result = result === '' ? line : `${result}\n${line}`;
  }
  return result;
}

function better(
  mine: string | undefined,
  theirs: string | undefined,
  isGood: false | ((text: string) => boolean),
): string | undefined {
  if (mine === undefined) return theirs;
  return isGood && theirs !== undefined && isGood(theirs) && !isGood(mine) ? theirs : mine;
}

const joined = (mine?: readonly string[], theirs?: readonly string[]): readonly string[] | undefined =>
  mine || theirs ? [...new Set([...(mine ?? []), ...(theirs ?? [])])] : undefined;
