import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isEmail } from '#schema/email.ts';
import type { JudgedRow } from '#schema/import/judge.ts';
import { isE164 } from '#schema/phone.ts';
import { fixture, judgeFile } from './judgedFile.ts';

const Answers = z.object({
  rows: z.number(),
  counts: z.record(z.string(), z.number()),
  key: z.array(
    z.object({
      row: z.number(),
      expect: z.string(),
      phone: z.nullable(z.string()),
      email: z.nullable(z.string()),
      of: z.optional(z.number()),
      why: z.optional(z.string()),
    }),
  ),
});
const answers = Answers.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/metal-expo-2025.answers.json', import.meta.url), 'utf8')),
);

const WORDS: Record<string, string> = {
  'invalid-phone': 'bad-phone',
  'invalid-email': 'bad-email',
  'duplicate-in-file': 'duplicate',
};

/** A judged row in the words of the key. */
function verdict({ row, draft, problems }: JudgedRow) {
  const duplicate = problems.find(({ code }) => code === 'duplicate-in-file');
  return {
    row,
    expect: problems.map(({ code }) => WORDS[code] ?? code).join() || 'ok',
    phone: draft.phone !== undefined && isE164(draft.phone) ? draft.phone : null,
    email: draft.email !== undefined && isEmail(draft.email) ? draft.email : null,
    ...(duplicate && { of: duplicate.of, why: duplicate.by }),
  };
}

const FILES = ['metal-expo-2025.xlsx', 'metal-expo-2025.utf8-bom.csv', 'metal-expo-2025.windows-1254.csv'];

describe.each(FILES)('the fair list %s', (name) => {
  test('gets the verdicts of the key, row by row', async () => {
    const { rows } = await judgeFile(fixture(name));
    expect(rows.map(verdict)).toEqual(answers.key);
  });

  test('fills every column without help', async () => {
    const { columns } = await judgeFile(fixture(name));
    expect(columns).toEqual([
      'firstName',
      'lastName',
      'company',
      'phone',
      'email',
      'sector',
      'city',
      'visitDate',
      'products',
      'description',
    ]);
  });

  test('keeps formula-like notes as the text they are', async () => {
    const { rows } = await judgeFile(fixture(name));
    const notes = rows.filter(({ problems }) => problems.some(({ code }) => code === 'formula-text'));
    expect(notes.map(({ draft }) => draft.description)).toEqual(['-2+3', '=HYPERLINK("http://evil.example";"tıkla")']);
  });

  test('keeps what cannot be read as it was typed', async () => {
    const { rows } = await judgeFile(fixture(name));
    const typed = rows.flatMap(({ draft, problems }) =>
      problems.flatMap(({ code }) =>
        code === 'invalid-phone' ? [draft.phone] : code === 'invalid-email' ? [draft.email] : [],
      ),
    );
    expect(new Set(typed)).toEqual(
      new Set([
        '+90 532 000',
        '0555-ABC-1234',
        'yok',
        '12345',
        'a b@firma.example',
        'bilgi firma.example',
        'şule@firma',
        'info@@firma.example',
      ]),
    );
  });
});

test('the title, the blank line and the total of the workbook are no rows, and are told', async () => {
  const { header, rows, leftOut } = await judgeFile(fixture('metal-expo-2025.xlsx'));
  expect(header).toBe(2);
  expect(rows).toHaveLength(150);
  expect(rows[0]?.line).toBe(4);
  expect(leftOut).toEqual([
    { line: 154, why: 'blank' },
    { line: 155, why: 'total' },
  ]);
});

test('the same row has the same hash in all three files, and no two rows share one', async () => {
  const hashes = await Promise.all(
    FILES.map(async (name) => (await judgeFile(fixture(name))).rows.map(({ hash }) => hash)),
  );
  expect(hashes[1]).toEqual(hashes[0]);
  expect(hashes[2]).toEqual(hashes[0]);
  const repeated = (hashes[0] ?? []).filter((hash, index, all) => all.indexOf(hash) !== index);
  expect(repeated).toEqual([]);
});
