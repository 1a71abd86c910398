/** Why a stored value is marked: text that stands as typed because it could not be read. Derived, never stored. */
import { isEmail } from '#schema/email.ts';
import { type FieldKind, isIsoDay } from '#schema/fields.ts';
import { isE164 } from '#schema/phone.ts';
import type tr from '../i18n/tr/records.ts';

export type FieldProblem = keyof typeof tr.problem;

/** The problem of a value of a kind, as a key of `records.problem`; null where it can be read. */
export function fieldProblem(kind: FieldKind, value: unknown): FieldProblem | null {
  if (typeof value !== 'string' || value === '') return null;
  if (kind === 'phone') return isE164(value) ? null : phoneProblem(value);
  if (kind === 'email') return isEmail(value) ? null : emailProblem(value);
  if (kind === 'day') return isIsoDay(value) ? null : 'day';
  return null;
}

function phoneProblem(value: string): FieldProblem {
  const digits = value.replace(/\D/g, '').length;
  if (digits === 0 || /\p{L}{3,}/u.test(value)) return 'phoneWords';
  if (digits < 10) return 'phoneShort';
  return digits > 15 ? 'phoneLong' : 'phoneInvalid';
}

function emailProblem(value: string): FieldProblem {
  const at = value.indexOf('@');
  if (at < 0) return 'emailAt';
  return /\.\p{L}{2,}$/u.test(value.slice(at + 1).trim()) ? 'emailInvalid' : 'emailDomain';
}
