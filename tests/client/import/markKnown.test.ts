import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { markKnown } from '#client/features/import/workspaceKnowledge.ts';
import { runCommand } from '#schema/command.ts';
import { createLead } from '#schema/commands/leads.ts';
import { createProjection } from '#schema/projection.ts';
import { testEnv } from '#tests/support/env.ts';
import { judgeFile, KNOWN } from './judgedFile.ts';

test('duplicates are looked for once, and again when a colleague adds the same person meanwhile', async () => {
  const doc = new Y.Doc();
  const projection = createProjection(doc);
  const { rows } = await judgeFile(
    new Blob(['Ad;Firma;Cep\nAyşe;Çınar;0532 111 11 11\nCan;Ege;0532 222 22 22']),
    KNOWN,
  );
  const before = markKnown(rows, projection);
  expect(markKnown(rows, projection)).toBe(before);
  const made = runCommand(doc, testEnv('can'), createLead, { company: 'Çınar', phone: '+905321111111' });
  if (!made.ok) throw new Error(made.code);
  const after = markKnown(rows, projection);
  expect(after.map(({ problems }) => problems)).toEqual([
    [{ code: 'duplicate-of-record', record: made.value, by: 'phone' }],
    [],
  ]);
  expect(after[1]).toBe(before[1]);
});
