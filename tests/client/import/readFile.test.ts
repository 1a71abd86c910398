import { strToU8, zipSync, type Zippable } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, test } from 'vitest';
import { readFile } from '#client/features/import/read/readFile.ts';
import { MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, type ReadResult } from '#client/features/import/read/readResult.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const code = (result: ReadResult): string => (result.ok ? 'read' : result.code);

/** A workbook of one sheet whose XML is given, as small as readers accept. */
function workbook(sheetXml: string, more: Zippable = {}): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(sheetXml),
    ...more,
  });
}
const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const cell = (at: string, value: string): string => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const utf16 = (name: string): number[] => [...name].flatMap((letter) => [letter.charCodeAt(0), 0]);
const compoundFile = (stream: string): Uint8Array =>
  Uint8Array.from([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Array.from({ length: 600 }, () => 0),
    ...utf16(stream),
  ]);

describe('a file that is no list is refused with its reason', () => {
  test('an empty one', async () => {
    expect(code(await readFile(new Uint8Array()))).toBe('empty');
    expect(code(await readFile(text('\ufeff \r\n\r\n')))).toBe('empty');
    expect(code(await readFile(workbook(sheet(''))))).toBe('empty');
  });

  test('one of 50 MB', async () => {
    expect(code(await readFile(new Uint8Array(50 * 1024 * 1024)))).toBe('too-large');
    expect(MAX_FILE_BYTES).toBeLessThan(50 * 1024 * 1024);
  });

  test('one that is no spreadsheet', async () => {
    const png = Uint8Array.from([
      0x89,
      0x50,
      0x4e,
      0x47,
      0x0d,
      0x0a,
      0x1a,
      0x0a,
      0,
      0,
      0,
      13,
      ...Array.from({ length: 100 }, () => 7),
    ]);
    const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + 13 * (index >> 3)) % 256);
    expect(code(await readFile(png))).toBe('not-a-spreadsheet');
    expect(code(await readFile(noise))).toBe('not-a-spreadsheet');
    expect(code(await readFile(text('<html><table><tr><td>Ad</td></tr></table></html>')))).toBe('not-a-spreadsheet');
    expect(code(await readFile(zipSync({ 'word/document.xml': strToU8('<w/>') })))).toBe('not-a-spreadsheet');
    expect(code(await readFile(compoundFile('WordDocument')))).toBe('not-a-spreadsheet');
  });

  test('one of another spreadsheet program, or of an old Excel', async () => {
    const ods = zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
      'content.xml': strToU8('<x/>'),
    });
    expect(code(await readFile(ods))).toBe('other-spreadsheet');
    expect(code(await readFile(zipSync({ 'xl/workbook.bin': strToU8('x') })))).toBe('other-spreadsheet');
    expect(code(await readFile(compoundFile('Workbook')))).toBe('old-excel');
  });

  test('a workbook with a password', async () => {
    expect(code(await readFile(compoundFile('EncryptedPackage')))).toBe('password');
  });

  test('a broken workbook', async () => {
    const whole = workbook(sheet(`<row r="1">${cell('A1', 'Ad')}</row>`));
    expect(code(await readFile(whole))).toBe('read');
    expect(code(await readFile(whole.slice(0, whole.length - 60)))).toBe('broken-file');
    expect(code(await readFile(workbook('<worksheet><sheetData><row')))).toBe('broken-file');
    expect(code(await readFile(workbook(sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'))))).toBe('broken-file');
  });

  test('a zip bomb, without unpacking it', async () => {
    const bomb = workbook(sheet(''), { 'xl/sharedStrings.xml': new Uint8Array(300 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(MAX_FILE_BYTES);
    const before = process.memoryUsage().arrayBuffers;
    expect(code(await readFile(bomb))).toBe('zip-bomb');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('a zip bomb that lies about its size', async () => {
    const bomb = workbook(sheet(''), { 'xl/sharedStrings.xml': new Uint8Array(120 * 1024 * 1024) });
    // Both records of the entry hold its unpacked size; they are made to say 1,000 bytes.
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    for (let at = 0; at < bomb.length - 4; at += 1) {
      if (view.getUint32(at, true) === 120 * 1024 * 1024) view.setUint32(at, 1_000, true);
    }
    expect(['broken-file', 'zip-bomb', 'empty']).toContain(code(await readFile(bomb)));
  });

  test('thousands of entries', async () => {
    const many: Zippable = {};
    for (let index = 0; index < 3000; index += 1) many[`xl/media/image${index}.png`] = new Uint8Array(1);
    expect(code(await readFile(workbook(sheet(''), many)))).toBe('zip-bomb');
  });

  test('cells beyond all measure', async () => {
    const far = (at: string) => readFile(workbook(sheet(`<row>${cell(at, 'x')}</row>`)));
    expect(code(await far(`A${MAX_ROWS + 1}`))).toBe('too-many-rows');
    expect(code(await far('ZZZ1'))).toBe('broken-file');
    expect(code(await far('XFD1'))).toBe('too-many-columns');
    expect(code(await far('A99999999999'))).toBe('broken-file');
    expect(code(await far('&#88;FD1'))).toBe('broken-file');
    const odd = async (tag: string) => code(await readFile(workbook(sheet(`<row>${cell('A1', 'x')}${tag}</row>`))));
    for (const tag of [`<x:c r='XFD1'><v>1</v></x:c>`, '<c s="1"\n r = "XFD1" t="n"><v>1</v></c>'])
      expect([tag, await odd(tag)]).toEqual([tag, 'too-many-columns']);
    expect(await odd('<c r="xfd1"><v>1</v></c>')).toBe('broken-file');
    for (const tag of ['<c r="XFC1" s="4"/>', '<cols r="XFD1"><v>1</v></cols>']) expect(await odd(tag)).toBe('read');
    expect(code(await readFile(text(';'.repeat(MAX_COLUMNS + 1))))).toBe('empty');
    expect(code(await readFile(text(`a${';b'.repeat(MAX_COLUMNS)}`)))).toBe('too-many-columns');
    expect(code(await readFile(text('a;b\n'.repeat(MAX_ROWS + 1))))).toBe('too-many-rows');
  });

  test('a .csv with broken quotes, with the row where they break', async () => {
    expect(await readFile(text('Ad;Not\nAyşe;"yarım\nAli;x\n'))).toMatchObject({
      ok: false,
      code: 'broken-quotes',
      row: 2,
    });
    expect(code(await readFile(text('Ad;Not\nAyşe;"yarım\n'), { plainQuotes: true }))).toBe('read');
  });
});

describe('a workbook', () => {
  test('gives all its sheets, with days as days, numbers as numbers and texts as typed', async () => {
    const data = [
      [{ value: 'Ad' }, { value: 'Gün' }, { value: 'Tel' }, { value: 'Onay' }, { value: 'Not' }],
      [
        { value: ' İrem ' },
        { value: new Date(Date.UTC(2025, 9, 8)), type: Date, format: 'dd.mm.yyyy' },
        { value: 5321234567, type: Number },
        { value: true, type: Boolean },
        { value: '=1+1' },
      ],
    ];
    const buffer = await writeXlsxFile([
      { data, sheet: 'Ziyaretçiler' },
      { data: [[{ value: 'x' }]], sheet: 'Açıklama' },
    ]).toBuffer();
    expect(await readFile(new Uint8Array(buffer))).toEqual({
      ok: true,
      sheets: [
        {
          name: 'Ziyaretçiler',
          rows: [
            ['Ad', 'Gün', 'Tel', 'Onay', 'Not'],
            [' İrem ', '2025-10-08', 5321234567, true, '=1+1'],
          ],
        },
        { name: 'Açıklama', rows: [['x']] },
      ],
    });
  });

  test('may have formatted rows and columns to its very end', async () => {
    const formatted = '<row r="1048576" s="1"/>';
    const rows = `<row r="1">${cell('A1', 'Ad')}<c r="XFD1" s="0"/></row>${formatted}`;
    expect(await readFile(workbook(sheet(rows)))).toMatchObject({ ok: true, sheets: [{ rows: [['Ad']] }] });
  });

  test('is unpacked without threads of its own, however large', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `<row r="${index + 1}">${cell(`A${index + 1}`, `Ayşe ${index} ${'x'.repeat(40)}`)}</row>`,
    );
    const bytes = workbook(sheet(rows.join('')));
    const result = await readFile(bytes);
    expect(result.ok && result.sheets[0]?.rows.length).toBe(20_000);
  });
});

describe('a text file', () => {
  test('tells its encoding and delimiter, and obeys a choice', async () => {
    const turkish = Uint8Array.from([0x41, 0x64, 0x3b, 0xde, 0x65, 0x68, 0x69, 0x72, 10, 0x41, 0x3b, 0x42, 10]);
    expect(await readFile(turkish)).toMatchObject({
      sheets: [
        {
          rows: [
            ['Ad', 'Şehir'],
            ['A', 'B'],
          ],
        },
      ],
      csv: { encoding: 'windows-1254', delimiter: ';', suspicious: false },
    });
    expect(await readFile(turkish, { encoding: 'utf-8', delimiter: ',' })).toMatchObject({
      csv: { encoding: 'utf-8', delimiter: ',', suspicious: true },
    });
  });
});
