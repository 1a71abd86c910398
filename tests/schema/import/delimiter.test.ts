import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { DELIMITERS, parseCsv } from '#schema/import/delimiter.ts';

describe('rows of a .csv', () => {
  test('any table written with any delimiter is read back', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'abç İş;,|\t"\n1.-') }).map((text) => `x${text}x`);
    const rows = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(...DELIMITERS),
        fc.constantFrom('\n', '\r\n', '\r'),
        (table, delimiter, newline) => {
          const text = Papa.unparse(table, { delimiter, newline, quotes: true });
          // quoted line ends are the file's line ends
          const expected = table.map((row) => row.map((value) => value.replace(/\r\n?/g, '\n')));
          expect(parseCsv(text, { delimiter })).toEqual({ ok: true, rows: expected, delimiter });
        },
      ),
    );
  });

  test('the delimiter is the one that cuts rows evenly, whatever the notes hold', () => {
    const text = 'Ad;Tutar;Not\nAyşe;1.234,50;a, b, c\nAli;12,00;x\nVeli;1,5;"y; z"\n';
    expect(parseCsv(text)).toMatchObject({ delimiter: ';' });
    expect(parseCsv('Name,Note\nA,"x; y; z"\nB,"p; q"\n')).toMatchObject({ delimiter: ',' });
    expect(parseCsv('Name\tNote\nA\tx, y\nB\tp\n')).toMatchObject({ delimiter: '\t' });
    expect(parseCsv('tek\nsütun\n')).toMatchObject({ delimiter: ';', rows: [['tek'], ['sütun']] });
  });

  test('a title above the table does not mislead', () => {
    expect(parseCsv('Metal Expo, Stand, Liste\n\nAd;Soyad;Firma\na;b;c\nd;e;f\n')).toMatchObject({ delimiter: ';' });
  });

  test('what the file says itself goes first', () => {
    expect(parseCsv('sep=|\r\na,b|c,d\r\ne,f|g,h\r\n')).toEqual({
      ok: true,
      rows: [
        ['a,b', 'c,d'],
        ['e,f', 'g,h'],
      ],
      delimiter: '|',
    });
  });

  test('broken quotes are refused with their row, and may be read as plain letters', () => {
    const text = 'Ad;Not\nAyşe;"yarım kaldı\nAli;iyi\n';
    expect(parseCsv(text)).toEqual({ ok: false, code: 'broken-quotes', row: 2, delimiter: ';' });
    expect(parseCsv(text, { plainQuotes: true })).toMatchObject({
      ok: true,
      rows: [
        ['Ad', 'Not'],
        ['Ayşe', '"yarım kaldı'],
        ['Ali', 'iyi'],
      ],
    });
    expect(parseCsv('Ad;Not\nAyşe;"bir"iki;x\n')).toMatchObject({ ok: false, code: 'broken-quotes', row: 2 });
  });
});
