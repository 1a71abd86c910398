import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportRows, type ExportCell, type ExportColumn } from '#client/data/exportFile.ts';
import { readFile } from '#client/features/import/read/readFile.ts';

const COLUMNS: readonly ExportColumn[] = [
  { title: 'Ad' },
  { title: 'Telefon', kind: 'text' },
  { title: 'Ziyaret', kind: 'day' },
  { title: 'Puan', kind: 'number' },
];
const readBack = async (rows: readonly (readonly ExportCell[])[], format: 'xlsx' | 'csv') => {
  const file = await exportRows(COLUMNS, rows, format);
  const result = await readFile(new Uint8Array(await file.arrayBuffer()), format === 'csv' ? { delimiter: ';' } : {});
  if (!result.ok) throw new Error(result.code);
  return result.sheets[0]?.rows.slice(1).map((row) => COLUMNS.map((_, at) => row[at] ?? null));
};
const bytes = async (rows: readonly (readonly ExportCell[])[]) =>
  new Uint8Array(await (await exportRows(COLUMNS, rows, 'csv')).arrayBuffer());

describe('an exported list', () => {
  test('as .csv is what Turkish Excel opens: BOM, semicolons, CRLF, decimal comma', async () => {
    const file = await bytes([['İrem "Çınar"', '+905321234567', '2025-10-08', 12.5]]);
    expect(file.slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
    expect(new TextDecoder().decode(file)).toBe(
      'Ad;Telefon;Ziyaret;Puan\r\n"İrem ""Çınar""";\'+905321234567;2025-10-08;12,5\r\n',
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', "'=1", "''=1", '＝1'])(
    'runs no formula in a .csv: %j',
    async (text) => {
      const [, line = ''] = new TextDecoder().decode(await bytes([[text, null, null, null]])).split('\r\n');
      expect(line.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  test('in a workbook holds formulas as text, days as days and phones with their plus', async () => {
    const rows = [['=HYPERLINK("http://x")', '+905321234567', '2025-10-08', 40]];
    expect(await readBack(rows, 'xlsx')).toEqual(rows);
    expect(await readBack([['x', '1', 'ikinci gün', null]], 'xlsx')).toEqual([['x', '1', 'ikinci gün', null]]);
  });

  test('reads back as it was, in both formats', async () => {
    const text = fc
      .string({ unit: fc.constantFrom(...'aİşç;,"\'=+-@1 \n') })
      .map((value) => value.trim())
      .filter((value) => value !== '');
    const row = fc.tuple(fc.constant('x'), text, fc.constant('2025-10-08'), fc.integer());
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        expect(await readBack(rows, 'xlsx')).toEqual(rows);
        expect(await readBack(rows, 'csv')).toEqual(rows.map((cells) => cells.map(String)));
      }),
      { numRuns: 60 },
    );
  });

  test('survives letters that no file may hold and texts longer than a cell', async () => {
    const [row] = (await readBack([['a\0b\ud800', 'x'.repeat(40_000), null, null]], 'xlsx')) ?? [];
    expect(row?.[0]).toMatch(/^ab/);
    expect(String(row?.[1])).toHaveLength(32_767);
  });
});
