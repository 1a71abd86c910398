import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { runCommand } from '#schema/command.ts';
import { importRows } from '#schema/commands/importRows.ts';
import { createLead } from '#schema/commands/leads.ts';
import { readRecord } from '#schema/workspace.ts';
import type { Env } from '#schema/env.ts';

function env(): Env {
  let ids = 0;
  return {
    now: () => 1_000,
    today: () => '2025-11-01',
    newId: () => `id${(ids += 1)}`,
    random: () => 0.5,
    locale: 'tr',
    actor: { id: 'me', role: 'rep' },
  };
}

describe('filling a lead from a list', () => {
  test('puts the notes of the list below its own, once, however often it is written', () => {
    const doc = new Y.Doc();
    const here = env();
    const made = runCommand(doc, here, createLead, { firstName: 'Ayşe', description: 'eski not' });
    if (!made.ok) throw new Error(made.code);
    const item = {
      op: 'fill' as const,
      id: made.value,
      values: { firstName: 'Fatma', city: 'Bursa' },
      lines: ['Ad: Fatma', 'eski not', 'yeni not'],
    };
    for (let times = 0; times < 2; times += 1) runCommand(doc, here, importRows, { items: [item], title: 'liste' });
    expect(readRecord(doc, 'lead', made.value)).toMatchObject({
      firstName: 'Ayşe',
      city: 'Bursa',
      description: 'eski not\nAd: Fatma\nyeni not',
    });
  });
});
