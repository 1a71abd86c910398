/**
 * A row of cells to a draft of a lead with its problems. Nothing is dropped: what a field cannot hold stays as typed in
 * the field where it may stand, else as a line "title: text" in the description. Pure; the same cells give the same row.
 */
import { parseEmail } from '../email.ts';
import type { Source } from '../fields.ts';
import type { PhoneParser } from '../phone.ts';
import { isE164 } from '../phone.ts';
import { cleanLine, cleanLines } from '../text.ts';
import { parseDay } from './day.ts';
import { isFormulaText } from './formula.ts';
import type { DataRow } from './header.ts';
import type { Lookup } from './known.ts';
import { splitName } from './name.ts';
import { cellText, rowHash, type Cell } from './sheet.ts';
import type { Target } from './targets.ts';

/** What a row would make of a lead. Status is a key of the list; sets are labels, or keys of the workspace's entries. */
export interface LeadDraft {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly company?: string;
  readonly department?: string;
  readonly jobTitle?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
  readonly city?: string;
  readonly country?: string;
  readonly source?: Source;
  readonly campaign?: string;
  readonly visitDate?: string;
  readonly date?: string;
  readonly products?: readonly string[];
  readonly sector?: string;
  readonly status?: string;
  readonly score?: number;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly owner?: string;
  readonly externalId?: string;
}
type Draft = { -readonly [K in keyof LeadDraft]: LeadDraft[K] };

export type ProblemCode =
  /** blocks the row: neither a name nor a company */
  | 'nameless'
  | 'missing-name'
  | 'missing-contact'
  | 'invalid-phone'
  | 'invalid-email'
  | 'invalid-date'
  | 'invalid-number'
  /** a status, source, campaign or member that the workspace does not know */
  | 'unknown-value'
  | 'formula-text'
  | 'duplicate-in-file'
  | 'duplicate-of-record';

export interface Problem {
  readonly code: ProblemCode;
  /** the cell it is about */
  readonly column?: number;
  /** duplicates: the earlier data row, or the record */
  readonly of?: number;
  readonly record?: string;
  readonly by?: 'phone' | 'email' | 'phone+email' | 'row';
}

export interface JudgedRow extends DataRow {
  /** of the raw cells, before any was fixed by hand */
  readonly hash: string;
  readonly draft: LeadDraft;
  readonly problems: readonly Problem[];
}

export interface JudgeRules {
  readonly columns: readonly (Target | null)[];
  readonly titles: readonly string[];
  readonly parsePhone: PhoneParser;
  readonly lookup: Lookup;
}

/** Judges one row. A row that was judged before keeps the hash of its raw cells. */
export function judgeRow(row: DataRow & { readonly hash?: string }, rules: JudgeRules): JudgedRow {
  const judgement = new Judgement(rules);
  for (const { target, column } of readingOrder(rules.columns)) {
    const cell = row.cells[column] ?? null;
    const text = cleanLine(cellText(cell));
    if (!isEmptySign(text, target)) judgement.read(target, column, cell, text);
  }
  const { draft, problems } = judgement.finish();
  return { row: row.row, line: row.line, cells: row.cells, hash: row.hash ?? rowHash(row.cells), draft, problems };
}

interface Reading {
  readonly target: Target;
  readonly column: number;
}
const orders = new WeakMap<readonly (Target | null)[], readonly Reading[]>();

/**
 * Names before the whole name that may repeat them; the description last, as others leave lines for it. The same for
 * every row of a table, and so made once.
 */
function readingOrder(columns: readonly (Target | null)[]): readonly Reading[] {
  let order = orders.get(columns);
  if (!order) {
    const rank = (target: Target): number => (target === 'description' ? 2 : target === 'fullName' ? 1 : 0);
    const targets = [...new Set(columns.filter((target) => target !== null))].sort((a, b) => rank(a) - rank(b));
    order = targets.flatMap((target) =>
      columns.flatMap((own, column): Reading[] => (own === target ? [{ target, column }] : [])),
    );
    orders.set(columns, order);
  }
  return order;
}

/** A dash or a dot in a cell says "nothing here"; in a note it may be a drawing, and stays. */
const isEmptySign = (text: string, target: Target): boolean =>
  text === '' || (target !== 'description' && /^[-–—._*/]+$/.test(text));

const SET_SEPARATOR = /[,;|\r\n]+|\s\/\s/;
const LONGEST_LABEL = 100;

/** One row in the making. */
class Judgement {
  private readonly rules: JudgeRules;
  private readonly draft: Draft = {};
  private readonly problems: Problem[] = [];
  /** lines for the description: what no field holds */
  private readonly aside: string[] = [];
  private readonly notes: string[] = [];
  private hasReach = false;

  constructor(rules: JudgeRules) {
    this.rules = rules;
  }

  /** Reads a cell; `text` is the cell's, cleaned. */
  read(target: Target, column: number, cell: Cell, text: string): void {
    if (typeof cell === 'string' && isFormulaText(text) && target !== 'phone') this.problem('formula-text', column);
    switch (target) {
      case 'phone':
        return this.phone(column, cell);
      case 'email':
        return this.email(column, cell);
      case 'fullName':
        return this.fullName(column, text);
      case 'products':
      case 'tags':
        return this.members(target, column, cellText(cell));
      case 'description':
        this.notes.push(this.several('description') ? this.line(column, cellText(cell)) : cleanLines(cellText(cell)));
        return;
      case 'visitDate':
      case 'date':
        return this.day(target, column, cell, text);
      case 'score':
        return this.score(column, cell, text);
      case 'sector':
        this.draft.sector = this.rules.lookup.choice('sector', text) ?? text;
        return;
      case 'source':
        return this.source(column, text);
      case 'status':
      case 'campaign':
      case 'owner':
        return this.named(target, column, text);
      case 'address':
        this.draft.address = [this.draft.address, text].filter(Boolean).join(', ');
        return;
      default:
        this.draft[target] = text;
    }
  }

  finish(): { draft: LeadDraft; problems: readonly Problem[] } {
    const { draft } = this;
    const description = [...this.notes, ...this.aside].filter(Boolean).join('\n');
    if (description) draft.description = description;
    if (!draft.firstName && !draft.lastName) {
      const columns = ['firstName', 'fullName', 'lastName'] as const;
      const column = columns.map((target) => this.rules.columns.indexOf(target)).find((at) => at >= 0);
      this.problem(draft.company ? 'missing-name' : 'nameless', column);
    }
    if (!this.hasReach) {
      const column = (['phone', 'email'] as const)
        .map((target) => this.rules.columns.indexOf(target))
        .find((at) => at >= 0);
      this.problem('missing-contact', column);
    }
    return { draft, problems: this.problems };
  }

  private phone(column: number, cell: Cell): void {
    this.hasReach = true;
    const value = this.rules.parsePhone(cell);
    const { phone } = this.draft;
    if (value.kind === 'empty') return;
    if (value.kind === 'unreadable') {
      this.problem('invalid-phone', column);
      if (phone === undefined) this.draft.phone = cleanLine(value.raw);
      else this.keep(column, value.raw);
      return;
    }
    if (value.rest) this.keep(column, value.rest);
    if (phone === undefined) this.draft.phone = value.e164;
    else if (!isE164(phone) || (isMobile(value.e164) && !isMobile(phone))) {
      // A readable number goes before an unreadable one, a mobile before a fixed line.
      this.keep(this.rules.columns.indexOf('phone'), phone);
      this.draft.phone = value.e164;
    } else if (value.e164 !== phone) this.keep(column, value.e164);
  }

  private email(column: number, cell: Cell): void {
    this.hasReach = true;
    const value = parseEmail(cell);
    const { email } = this.draft;
    if (value.kind === 'empty') return;
    if (value.kind === 'unreadable') {
      this.problem('invalid-email', column);
      if (email === undefined) this.draft.email = cleanLine(value.raw);
      else this.keep(column, value.raw);
      return;
    }
    if (value.rest) this.keep(column, value.rest);
    if (email === undefined) this.draft.email = value.email;
    else if (value.email !== email) this.keep(column, value.email);
  }

  private fullName(column: number, text: string): void {
    const { firstName, lastName, rest } = splitName(text);
    if (this.draft.firstName || this.draft.lastName) return this.keep(column, text);
    if (firstName) this.draft.firstName = firstName;
    if (lastName) this.draft.lastName = lastName;
    if (rest) this.keep(column, rest);
  }

  private members(target: 'products' | 'tags', column: number, text: string): void {
    const labels = new Set(this.draft[target]);
    for (const part of text.split(SET_SEPARATOR)) {
      const label = cleanLine(part);
      if (label.length > LONGEST_LABEL) this.keep(column, label);
      else if (label) labels.add(target === 'products' ? (this.rules.lookup.choice('product', label) ?? label) : label);
    }
    if (labels.size > 0) this.draft[target] = [...labels];
  }

  private day(target: 'visitDate' | 'date', column: number, cell: Cell, text: string): void {
    const day = parseDay(typeof cell === 'number' ? cell : text);
    this.draft[target] = day ?? text;
    if (day === null) this.problem('invalid-date', column);
  }

  private score(column: number, cell: Cell, text: string): void {
    const number = typeof cell === 'number' ? cell : readNumber(text);
    if (number !== null) this.draft.score = number;
    else {
      this.problem('invalid-number', column);
      this.keep(column, text);
    }
  }

  /** "Fuar", or as lists are exported: "Fuar — Metal Expo 2025", "Referans — Ali Bey". */
  private source(column: number, text: string): void {
    const { lookup } = this.rules;
    const [, first = text, rest] = /^(.{1,60}?)\s[—–-]\s(.+)$/.exec(text) ?? [];
    const key = lookup.choice('source', text) ?? lookup.choice('source', first);
    if (key === undefined) {
      this.draft.source = { key: 'unknown', detail: text };
      return this.problem('unknown-value', column);
    }
    const campaign = rest === undefined ? undefined : lookup.campaign(rest);
    this.draft.source = { key, ...(rest !== undefined && campaign === undefined && { detail: rest }) };
    if (campaign !== undefined) this.draft.campaign ??= campaign;
  }

  private named(target: 'status' | 'campaign' | 'owner', column: number, text: string): void {
    const { lookup } = this.rules;
    const found =
      target === 'status'
        ? lookup.choice('status', text)
        : target === 'campaign'
          ? lookup.campaign(text)
          : lookup.member(text);
    if (found !== undefined) this.draft[target] = found;
    else {
      this.problem('unknown-value', column);
      this.keep(column, text);
    }
  }

  private several(target: Target): boolean {
    return this.rules.columns.filter((own) => own === target).length > 1;
  }

  private keep(column: number, text: string): void {
    this.aside.push(this.line(column, text));
  }

  private line(column: number, text: string): string {
    const title = this.rules.titles[column];
    return title ? `${title}: ${cleanLines(text)}` : cleanLines(text);
  }

  private problem(code: ProblemCode, column?: number): void {
    this.problems.push(column === undefined ? { code } : { code, column });
  }
}

const isMobile = (e164: string): boolean => /^\+905\d{9}$/.test(e164);

/** "1.234,5", "1,234.5", "12" or "% 40"; null where it is none. */
function readNumber(text: string): number | null {
  const plain = text.replace(/[\s%]/g, '');
  const decimal = /^-?\d+([.,]\d{1,2})?$/.test(plain)
    ? plain.replace(',', '.')
    : /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)
      ? plain.replaceAll('.', '').replace(',', '.')
      : /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)
        ? plain.replaceAll(',', '')
        : '';
  return decimal === '' ? null : Number(decimal);
}
