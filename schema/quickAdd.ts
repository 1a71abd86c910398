/**
 * Reads a lead out of one line as people jot it down: "Ayşe Demir, Çınar Metal, 0532 123 45 67, ayse@cinar.com".
 * Pure, and loses nothing: what it cannot place goes into the description, what it cannot read stays as typed.
 */
import { parseEmail } from './email.ts';
import { splitName } from './import/name.ts';
import type { PhoneParser } from './phone.ts';
import { isProvince } from './provinces.ts';
import { cleanLine, fold } from './text.ts';

/** What was understood; an absent field was not in the line. */
export interface QuickLead {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly company?: string;
  readonly jobTitle?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly city?: string;
  readonly tags: readonly string[];
  /** what found no place, a line each */
  readonly description?: string;
}

interface Draft {
  name?: string;
  company?: string;
  jobTitle?: string;
  phone?: string;
  email?: string;
  city?: string;
  tags: string[];
  rest: string[];
}

/** The longest line that is read; what a person types fits, a pasted letter does not. */
const LONGEST = 1000;
const SEPARATOR = /[,;|\t\r\n]+|\s[-–—]\s/;
const EMAIL_TOKEN = /[^\s,;<>()]+@[^\s,;<>()]+/g;
const PHONE_RUN = /(?:\+|\(|\b00)?\d[\d\s().\-/]{5,}\d/;
const TAG_TOKEN = /(?:^|\s)#([\p{L}\p{N}_-]{1,40})/gu;
const LABELS =
  /^(?:tel(?:efon)?|cep|gsm|phone|mobile|e-?posta|e-?mail|mail|firma|company)\s*[.:]+\s*|\s*(?:tel(?:efon)?|cep|gsm|phone|mobile|e-?posta|e-?mail)\s*[.:]+$/giu;

const COMPANY =
  /(^|[\s.])(a\.?s\.?|ltd|sti|san|tic|holding|gmbh|inc|llc|s\.?a\.?|co|corp|limited|anonim|sirketi?|grup|group)([\s.]|$)|\b(metal|insaat|tekstil|makina|makine|gida|enerji|otomotiv|yazilim|celik|demir celik|dokum|kimya|plastik|ambalaj|lojistik|nakliyat|turizm|mobilya|elektrik|elektronik|muhendislik|mimarlik|danismanlik|ajans|teknoloji|endustri|sanayi|ticaret|pazarlama|medikal|ilac|tarim|market|otel|hotel|consulting|engineering|solutions|systems|industries|trading|logistics)$/;
const JOB =
  /\b(mudur\p{L}*|yonetici\p{L}*|yonetmen\p{L}*|uzman\p{L}*|muhendis\p{L}*|sorumlu\p{L}*|sef\p{L}*|direktor\p{L}*|koordinator\p{L}*|baskan\p{L}*|satin ?alma|genel mudur|ortak|kurucu|sahibi|asistan\p{L}*|teknisyen|ceo|cto|cfo|coo|owner|founder|manager|director|engineer|buyer|purchasing|head of .*|sales|vp)\b/u;

/** Whether a text reads like a company's name. */
export const isCompanyLike = (text: string): boolean => COMPANY.test(fold(text));

/** See the file. The reader of telephone numbers is handed in, since it is large and loaded when needed. */
export function parseQuickAdd(line: string, parsePhone: PhoneParser): QuickLead {
  const draft: Draft = { tags: [], rest: [] };
  const texts: string[] = [];
  const untagged = line.slice(0, LONGEST).replace(TAG_TOKEN, (_, tag: string) => {
    draft.tags.push(tag.replaceAll('_', ' '));
    return ' ';
  });
  const tail = line.slice(LONGEST);
  for (const segment of untagged.split(SEPARATOR)) {
    const left = takeReach(segment, draft, parsePhone);
    if (left !== '') texts.push(left);
  }
  placeTexts(texts, draft);
  if (tail.trim()) draft.rest.push(cleanLine(tail));
  return leadOf(draft);
}

/** Takes e-mail addresses and numbers out of a piece and answers what is left of it. */
function takeReach(segment: string, draft: Draft, parsePhone: PhoneParser): string {
  let text = segment.replace(EMAIL_TOKEN, (token) => {
    const value = parseEmail(token.replace(LABELS, ''));
    if (value.kind === 'empty') return ' ';
    const email = value.kind === 'email' ? value.email : token;
    if (draft.email === undefined) draft.email = email;
    else draft.rest.push(email);
    return ' ';
  });
  // "0212 555 12 34 dahili 12" is one number: the whole piece goes first, then what looks like a number in it
  for (const candidate of [text, PHONE_RUN.exec(text)?.[0] ?? '']) {
    const digits = candidate.replace(/\D/g, '').length;
    if (digits < 6 || digits > 20) continue;
    const value = parsePhone(candidate);
    const whole = candidate === text;
    if (value.kind !== 'phone' && (whole || /\p{L}/u.test(candidate))) continue;
    const phone = value.kind === 'phone' ? value.e164 : candidate.trim();
    if (draft.phone === undefined) draft.phone = phone;
    else draft.rest.push(phone);
    if (value.kind === 'phone' && value.rest) draft.rest.push(value.rest);
    text = whole ? '' : text.replace(candidate, ' ');
    break;
  }
  return cleanLine(text.replace(LABELS, ''));
}

/** "Işıl Çelik, Ege Kalıp": Çelik (steel) is a common surname, and people come first. */
const isSurnameToo = (text: string, texts: readonly string[]): boolean =>
  texts.length > 1 && /^\S+ celik$/.test(fold(text));

/** The first text is the person, the second the company, unless their words say otherwise. */
function placeTexts(texts: readonly string[], draft: Draft): void {
  const open: string[] = [];
  for (const text of texts) {
    if (draft.city === undefined && isProvince(text) && texts.length > 1) draft.city = text;
    else if (draft.jobTitle === undefined && JOB.test(fold(text)) && texts.length > 1) draft.jobTitle = text;
    else open.push(text);
  }
  const companyAt = open.findIndex((text, index) => isCompanyLike(text) && !(index === 0 && isSurnameToo(text, open)));
  for (const company of companyAt < 0 ? [] : open.splice(companyAt, 1)) draft.company = company;
  for (const text of open) {
    if (draft.name === undefined && !/\d/.test(text)) draft.name = text;
    else if (draft.company === undefined) draft.company = text;
    else draft.rest.push(text);
  }
}

function leadOf({ name, tags, rest, ...draft }: Draft): QuickLead {
  const split = name === undefined ? undefined : splitName(name);
  if (split?.rest) rest.push(split.rest);
  return {
    ...draft,
    ...(split?.firstName && { firstName: split.firstName }),
    ...(split?.lastName && { lastName: split.lastName }),
    tags,
    ...(rest.length > 0 && { description: rest.join('\n') }),
  };
}
