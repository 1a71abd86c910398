/**
 * Reading e-mail addresses as people type them. What is read is lower case, by plain Unicode rules (INFO@ is info@);
 * what is not stays as typed. Must never case by a locale, and never guess a missing part.
 */

export type EmailValue =
  | { readonly kind: 'email'; readonly email: string /** What else stood in the cell. */; readonly rest?: string }
  | { readonly kind: 'unreadable'; readonly raw: string }
  | { readonly kind: 'empty' };

const MAX_LENGTH = 254;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[\p{Ll}\p{Lo}\p{N}](?:[\p{Ll}\p{Lo}\p{N}-]*[\p{Ll}\p{Lo}\p{N}])?$/u;
const TOP = /^(?:\p{L}{2,}|xn--[a-z0-9-]+)$/u;
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Nearly every address: so short and plain that nothing else need be looked at. */
const PLAIN = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const isPlain = (text: string): boolean => text.length <= 64 && PLAIN.test(text);

/** True for a value in the form in which addresses are kept. */
export function isEmail(text: string): boolean {
  if (isPlain(text)) return true;
  if (text.length > MAX_LENGTH || text !== text.toLowerCase()) return false;
  const at = text.indexOf('@');
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  return (
    at > 0 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length > 1 &&
    labels.every((label) => label.length <= 63 && LABEL.test(label)) &&
    TOP.test(labels.at(-1) ?? '')
  );
}

/**
 * Reads one cell or field. Of several addresses the first counts and the others come back in `rest`. Text without an
 * address that can be read comes back untouched as `unreadable`; blank is `empty`.
 */
export function parseEmail(raw: unknown): EmailValue {
  if (raw === null || raw === undefined) return { kind: 'empty' };
  const typed = String(raw);
  const lower = typed.toLowerCase();
  if (isPlain(lower)) return { kind: 'email', email: lower };
  const text = typed.replace(INVISIBLE, '').trim();
  if (text === '') return { kind: 'empty' };
  if (text.length > 2 * MAX_LENGTH) return { kind: 'unreadable', raw: typed };

  const whole = bare(text);
  if (isEmail(whole)) return { kind: 'email', email: whole };

  const named = /^([^<>]*)<([^<>]*)>$/.exec(text);
  if (named) {
    const address = bare(named[2] ?? '');
    const name = (named[1] ?? '').trim();
    if (isEmail(address)) return { kind: 'email', email: address, ...(name && { rest: name }) };
  }

  const parts = text.split(/[;,/|\r\n]+|\s+(?:ve|veya|and|or)\s+/i).map((part) => part.trim());
  const first = parts.findIndex((part) => isEmail(bare(part)));
  if (parts.length > 1 && first >= 0) {
    const rest = parts.filter((part, index) => index !== first && part !== '').join(', ');
    return { kind: 'email', email: bare(parts[first] ?? ''), ...(rest && { rest }) };
  }
  return { kind: 'unreadable', raw: typed };
}

function bare(text: string): string {
  return text
    .trim()
    .replace(/^[<'"]+/, '')
    .replace(/^mailto:/i, '')
    .replace(/[>'".;,]+$/, '')
    .replace(/^['"]+/, '')
    .toLowerCase()
    .normalize('NFC');
}
