/** Columns of the leads list as a device keeps them. */
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_COLUMNS,
  LEAD_COLUMNS,
  moveColumn,
  readColumns,
  TITLE_COLUMN,
  toggleColumn,
  withWidth,
} from '#client/features/leads/leadColumns.ts';

const names = (columns: readonly { readonly name: string }[]): string[] => columns.map(({ name }) => name);

describe('columns', () => {
  it('stand as usual where the device kept none, or nonsense', () => {
    for (const kept of [undefined, null, 'x', {}, [], [1, null, ['company']], [{ name: 'nothing' }]])
      expect(readColumns(kept)).toEqual(DEFAULT_COLUMNS);
  });

  it('come back in their order and width, the name always first', () => {
    const kept = [
      { name: 'email', width: 300 },
      { name: 'gone', width: 100 },
      { name: TITLE_COLUMN, width: 180 },
      { name: 'email', width: 210 },
      { name: 'company', width: 5 },
    ];
    expect(readColumns(kept)).toEqual([
      { name: TITLE_COLUMN, width: 180 },
      { name: 'email', width: 210 },
      { name: 'company', width: 60 },
    ]);
  });

  it('are shown, hidden and moved, but never before the name', () => {
    const two = readColumns([{ name: 'company' }, { name: 'city' }]);
    expect(names(moveColumn(two, 'city', -1))).toEqual([TITLE_COLUMN, 'city', 'company']);
    expect(names(moveColumn(two, 'company', -1))).toEqual([TITLE_COLUMN, 'company', 'city']);
    expect(names(moveColumn(two, 'city', 1))).toEqual([TITLE_COLUMN, 'company', 'city']);
    expect(names(toggleColumn(two, 'company'))).toEqual([TITLE_COLUMN, 'city']);
    expect(names(toggleColumn(two, 'phone'))).toEqual([TITLE_COLUMN, 'company', 'city', 'phone']);
    expect(toggleColumn(two, TITLE_COLUMN)).toBe(two);
    expect(withWidth(two, 'city', 9999)[2]).toEqual({ name: 'city', width: 800 });
  });

  it('hold every field that may be one, once', () => {
    expect(new Set(LEAD_COLUMNS).size).toBe(LEAD_COLUMNS.length);
    expect(LEAD_COLUMNS).toEqual(expect.arrayContaining(['status', 'source', 'owner', 'city', 'tags', 'campaign']));
  });
});
