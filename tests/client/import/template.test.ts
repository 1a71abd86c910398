import { describe, expect, test } from 'vitest';
import { TEMPLATE_TARGETS } from '#client/features/import/templateFile.ts';
import en from '#client/i18n/en/records.ts';
import enImport from '#client/i18n/en/import.ts';
import tr from '#client/i18n/tr/records.ts';
import trImport from '#client/i18n/tr/import.ts';
import { guessColumns } from '#schema/import/columns.ts';
import { TARGETS } from '#schema/import/targets.ts';

describe.each([
  ['tr', tr.field, trImport.columns.fullName],
  ['en', en.field, enImport.columns.fullName],
] as const)('titles of ours in %s', (_, field, fullName) => {
  test('fill the template’s own fields', () => {
    expect(
      guessColumns(
        TEMPLATE_TARGETS.map((target) => field[target]),
        [],
      ),
    ).toEqual(TEMPLATE_TARGETS);
  });

  test('come back to the fields they name, so that an exported list can be imported', () => {
    const targets = TARGETS.filter((target) => target !== 'fullName');
    expect(
      guessColumns(
        targets.map((target) => field[target]),
        [],
      ),
    ).toEqual(targets);
    expect(guessColumns([fullName], [])).toEqual(['fullName']);
  });
});
