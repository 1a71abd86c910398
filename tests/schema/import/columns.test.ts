import { describe, expect, test } from 'vitest';
import { guessColumns, matchTitle, titleKey } from '#schema/import/columns.ts';
import { findHeader, readTable } from '#schema/import/header.ts';
import type { Row } from '#schema/import/sheet.ts';
import { TARGETS, targetRule } from '#schema/import/targets.ts';
import { foldWords } from '#schema/text.ts';

describe('titles', () => {
  test.each([
    ['ADI', 'firstName'],
    ['Soyisim', 'lastName'],
    ['Ad / Soyad', 'fullName'],
    ['Yetkili Adı Soyadı', 'fullName'],
    ['FİRMA ÜNVANI', 'company'],
    ['Şirket', 'company'],
    ['Görevi', 'jobTitle'],
    ['Cep Tel.', 'phone'],
    ['Telefon 2', 'phone'],
    ['Firma Telefonu', 'phone'],
    ['GSM (WhatsApp)', 'phone'],
    ['E-Posta Adresi', 'email'],
    ['Yetkili e-mail', 'email'],
    ['Şehir', 'city'],
    ['İl', 'city'],
    ['Ziyaret Tarihi', 'visitDate'],
    ['Görüşme Notu', 'description'],
    ['Sektörü', 'sector'],
    ['İlgilendiği Ürün', 'products'],
    ['First Name', 'firstName'],
    ['Surname', 'lastName'],
    ['Work Phone', 'phone'],
    ['Email of contact', 'email'],
    ['Company Name', 'company'],
    ['Lead Source', 'source'],
    ['Assigned To', 'owner'],
  ])('%s is %s', (title, target) => {
    expect(matchTitle(title)?.target).toBe(target);
  });

  test.each([['Sıra No'], ['Fax'], ['Doğum Tarihi'], ['Vergi No'], [''], ['xyz'], ['!!!'], ['x'.repeat(5000)]])(
    '%s is none',
    (title) => {
      expect(matchTitle(title)).toBeNull();
    },
  );

  test('no title names two targets, and all stand as they are compared', () => {
    const titles = TARGETS.flatMap((target) => targetRule(target).titles);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
    expect(titles.filter((title) => foldWords(title) !== title)).toEqual([]);
  });
});

describe('columns', () => {
  test('one title for whole names is cut in two; beside a surname it is the first name', () => {
    expect(guessColumns(['Ad', 'Firma'], [['Ayşe Demir', 'Çınar A.Ş.']])).toEqual(['fullName', 'company']);
    expect(guessColumns(['Ad', 'Soyad'], [['Ayşe Nur', 'Demir']])).toEqual(['firstName', 'lastName']);
  });

  test('Ünvan is a job beside a company, and the company where there is none', () => {
    const rows: Row[] = [['Çınar Metal San. Tic. A.Ş.', '0532 123 45 67']];
    expect(guessColumns(['Ünvan', 'Tel'], rows)).toEqual(['company', 'phone']);
    expect(guessColumns(['Firma', 'Ünvan'], [['Çınar A.Ş.', 'Satın Alma Müdürü']])).toEqual(['company', 'jobTitle']);
  });

  test('cells tell what an odd title hides, and what no title tells', () => {
    const rows: Row[] = [
      ['Ayşe Demir', 'Çınar Metal A.Ş.', '0532 123 45 67', 'ayse@cinar.com', '08.10.2025', 'Bursa'],
      ['Ali Kaya', 'Doruk Ltd. Şti.', 5321234568, 'ali@doruk.com', '09.10.2025', 'İzmir'],
    ];
    expect(guessColumns(['', '', '', '', '', ''], rows)).toEqual([
      'fullName',
      'company',
      'phone',
      'email',
      'visitDate',
      null,
    ]);
    expect(guessColumns(['Kim', 'Nerede', 'Ulaşım', 'Diğer', 'Gün', 'X'], rows).slice(2, 4)).toEqual([
      'phone',
      'email',
    ]);
  });

  test('a target that takes one column keeps the best, one that joins takes all', () => {
    expect(guessColumns(['Firma', 'Şirket', 'Tel', 'Cep', 'Not', 'Açıklama'], [])).toEqual([
      'company',
      null,
      'phone',
      'phone',
      'description',
      'description',
    ]);
  });

  test('what people chose last time goes first, also "leave it out"', () => {
    const remembered = new Map([
      [titleKey('Stand Görevlisi'), 'owner' as const],
      [titleKey('Not'), null],
    ]);
    expect(guessColumns(['Stand görevlisi', 'NOT', 'Firma'], [], remembered)).toEqual(['owner', null, 'company']);
  });

  test('titles that are names of the language itself are titles like any other', () => {
    const titles = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'Firma'];
    expect(guessColumns(titles, [['a', 'b', 'c', 'd', 'e']])).toEqual([null, null, null, null, 'company']);
  });
});

describe('the table in a sheet', () => {
  const rows: Row[] = [
    ['Metal Expo 2025 — Firma listesi', null, null],
    [null, null, null],
    ['Adı', 'Firma', 'Telefon'],
    ['Ayşe', 'Çınar', '0532 123 45 67'],
    ['TOPLAM', 1, null],
    ['Adı', 'Firma', 'Telefon'],
    ['Toplam Kalite', 'Danışmanlık Ltd.', '0212 555 12 34'],
    [null, ' ', null],
    ['Genel Toplam:', '2 kişi', null],
  ];

  test('starts below its header, and names the lines it leaves out', () => {
    expect(findHeader(rows)).toBe(2);
    const table = readTable({ name: '', rows }, 2);
    expect(table.rows.map(({ row, line, cells }) => [row, line, cells[0]])).toEqual([
      [1, 4, 'Ayşe'],
      [2, 7, 'Toplam Kalite'],
    ]);
    expect(table.leftOut).toEqual([
      { line: 5, why: 'total' },
      { line: 6, why: 'header' },
      { line: 8, why: 'blank' },
      { line: 9, why: 'total' },
    ]);
  });

  test('without a header starts at its first line', () => {
    const bare: Row[] = [
      ['Ayşe', 'ayse@cinar.com', '0532 123 45 67'],
      ['Ali', 'ali@doruk.com', '0532 123 45 68'],
    ];
    expect(findHeader(bare)).toBeNull();
    expect(readTable({ name: '', rows: bare }, null).rows).toHaveLength(2);
    expect(findHeader([])).toBeNull();
  });

  test('has a header where one full first line names a single field', () => {
    expect(
      findHeader([
        ['Ad', 'Stand Görevlisi', 'Rumuz'],
        ['Ayşe', 'Ali', 'kartal'],
      ]),
    ).toBe(0);
  });

  test('has a header also where its words say nothing to us', () => {
    const foreign: Row[] = [
      ['Liste', null, null],
      ['Vorname', 'Nachname', 'Rufnummer'],
      ['Anna', 'Schmidt', '+49 151 23456789'],
    ];
    expect(findHeader(foreign)).toBe(1);
  });
});
