/**
 * Two rows that mean one lead, made one: empty fields are filled, labels join, and what both say differently stays as a
 * line "title: value" in the description. Must never overwrite, never drop.
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

/** `kept` filled up from `other`. Source, campaign, status, days, score and owner of `kept` stand where it has them. */
export function fillDraft(kept: LeadDraft, other: LeadDraft, titleOf: (target: Target) => string): LeadDraft {
  const lines: string[] = [];
  const differs = (target: Target, mine: string | undefined, theirs: string | undefined): void => {
    if (mine !== undefined && theirs !== undefined && foldKey(mine) !== foldKey(theirs)) {
      lines.push(`${titleOf(target)}: ${theirs}`);
    }
  };
  for (const target of TEXTS) differs(target, kept[target], other[target]);
  const phone = better(kept.phone, other.phone, isE164);
  const email = better(kept.email, other.email, isEmail);
  differs('phone', phone, phone === kept.phone ? other.phone : kept.phone);
  differs('email', email, email === kept.email ? other.email : kept.email);
  const products = joined(kept.products, other.products);
  const tags = joined(kept.tags, other.tags);
  const description = joinedText(kept.description, [other.description ?? '', ...lines]);
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

/** A value that can be read goes before one that cannot. */
function better(
  mine: string | undefined,
  theirs: string | undefined,
  good: (text: string) => boolean,
): string | undefined {
  if (mine === undefined) return theirs;
  return theirs !== undefined && good(theirs) && !good(mine) ? theirs : mine;
}

const joined = (mine?: readonly string[], theirs?: readonly string[]): readonly string[] | undefined =>
  mine || theirs ? [...new Set([...(mine ?? []), ...(theirs ?? [])])] : undefined;

function joinedText(text: string | undefined, lines: readonly string[]): string | undefined {
  let result = text ?? '';
  for (const line of lines) {
    if (line !== '' && !result.includes(line)) result = result === '' ? line : `${result}\n${line}`;
  }
  return result === '' ? undefined : result;
}
