/** The columns that a list of leads can have, in what order and how wide they stand on this device. Pure. */
import { lead } from '#schema/records/lead.ts';
import type { Json } from '../../sync/deviceStore.ts';

export interface Column {
  readonly name: string;
  /** px */
  readonly width: number;
}

/** The name, which is always there and always first. */
export const TITLE_COLUMN = 'title';
const MIN_WIDTH = 60;
const MAX_WIDTH = 800;

const WIDTHS: Readonly<Record<string, number>> = {
  title: 230,
  company: 190,
  status: 150,
  phone: 150,
  email: 200,
  city: 110,
  source: 190,
  owner: 140,
  tags: 170,
  created: 110,
  updated: 120,
  score: 70,
  date: 100,
  visitDate: 110,
  description: 240,
  address: 200,
  campaign: 170,
};
const DEFAULT_WIDTH = 140;

/** Every column there is, the usual ones first. */
export const LEAD_COLUMNS: readonly string[] = [
  ...new Set([
    TITLE_COLUMN,
    'company',
    'status',
    'phone',
    'city',
    'source',
    'owner',
    'tags',
    'updated',
    'email',
    ...Object.entries(lead.fields)
      .filter(([name, field]) => field.column && name !== 'firstName' && name !== 'lastName')
      .map(([name]) => name),
    'created',
  ]),
];
const USUAL = LEAD_COLUMNS.slice(0, 9);

const column = (name: string): Column => ({ name, width: WIDTHS[name] ?? DEFAULT_WIDTH });

export const DEFAULT_COLUMNS: readonly Column[] = USUAL.map(column);

export const clampWidth = (width: number): number => Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));

/** Reads what the device kept; columns that are no more are left out, and the name is always there. */
export function readColumns(kept: Json | undefined): readonly Column[] {
  if (!Array.isArray(kept)) return DEFAULT_COLUMNS;
  const columns = new Map<string, Column>();
  for (const entry of kept as readonly Json[]) {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) continue;
    const { name, width } = entry as { readonly [key: string]: Json };
    if (typeof name !== 'string' || !LEAD_COLUMNS.includes(name)) continue;
    columns.set(name, { name, width: typeof width === 'number' ? clampWidth(width) : column(name).width });
  }
  const title = columns.get(TITLE_COLUMN) ?? column(TITLE_COLUMN);
  columns.delete(TITLE_COLUMN);
  return columns.size === 0 ? DEFAULT_COLUMNS : [title, ...columns.values()];
}

export const withWidth = (columns: readonly Column[], name: string, width: number): readonly Column[] =>
  columns.map((each) => (each.name === name ? { name, width: clampWidth(width) } : each));

/** Shows or hides a column; a new one comes last. The name stays. */
export function toggleColumn(columns: readonly Column[], name: string): readonly Column[] {
  if (name === TITLE_COLUMN) return columns;
  return columns.some((each) => each.name === name)
    ? columns.filter((each) => each.name !== name)
    : [...columns, column(name)];
}

/** Moves a column before or behind its neighbour; nothing moves before the name. */
export function moveColumn(columns: readonly Column[], name: string, by: 1 | -1): readonly Column[] {
  const from = columns.findIndex((each) => each.name === name);
  const to = from + by;
  const [moved, other] = [columns[from], columns[to]];
  if (from < 1 || to < 1 || !moved || !other) return columns;
  const next = [...columns];
  next[from] = other;
  next[to] = moved;
  return next;
}
