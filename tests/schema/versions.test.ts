/** Documents of every version of the app: what was ever written is read as it was, and a newer one is left as it is. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { runCommand } from '#schema/command.ts';
import { createLead } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord } from '#schema/commands/records.ts';
import { documentVersion, isNewerDocument, onDocumentVersion, raiseDocumentVersion } from '#schema/documentVersion.ts';
import { createProjection } from '#schema/projection.ts';
import { undo } from '#schema/undo.ts';
import { DOCUMENT_VERSION, readKey, richText, tableOf } from '#schema/workspace.ts';
import { testEnv } from '#tests/support/env.ts';
import { readGolden } from '#tests/support/goldenDocument.ts';
import { differences } from '#tests/support/slowProjection.ts';

const FOLDER = new URL('../fixtures/golden/', import.meta.url);
const versions = readdirSync(FOLDER).toSorted();
const fileOf = (version: string, name: string) => new Uint8Array(readFileSync(new URL(`${version}/${name}`, FOLDER)));
const docOf = (...updates: readonly Uint8Array[]): Y.Doc => {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
};

test('there is a golden document for each version up to this one', () => {
  expect(versions).toEqual(Array.from({ length: DOCUMENT_VERSION }, (_, index) => `v${index + 1}`));
});

describe.each(versions)('a document of %s', (version) => {
  const workspace = fileOf(version, 'workspace.update');
  const settings = fileOf(version, 'settings.update');

  test('is read as it was read then, record by record, event by event, letter by letter', () => {
    const then: unknown = JSON.parse(readFileSync(new URL(`${version}/read.json`, FOLDER), 'utf8'));
    expect(readGolden(workspace, settings)).toMatchObject(then as object);
  });

  test('asks for no newer app than this one, and its projection is the true one', () => {
    const doc = docOf(workspace);
    expect(documentVersion(doc)).toBeLessThanOrEqual(DOCUMENT_VERSION);
    expect(isNewerDocument(docOf(settings))).toBe(false);
    expect(differences(createProjection(doc))).toEqual([]);
  });

  test('keeps through edits of today what no app of ours wrote', () => {
    const doc = docOf(workspace);
    const env = testEnv('ayse', { role: 'admin' });
    const foreign = () => ({
      field: [...tableOf(doc, 'lead').keys()].map((id) => readKey(doc, 'lead', id, 'c_bütçe')).filter(Boolean),
      base: readKey(doc, 'lead', 'foreign1', 'colour'),
      wrongKind: readKey(doc, 'lead', 'foreign1', 'city'),
      type: doc.getMap('house').toJSON(),
    });
    const before = foreign();
    expect(before).toMatchObject({
      field: [{ least: 5 }],
      base: 'mavi',
      wrongKind: 7,
      type: { h1: { $: { rooms: 3 } } },
    });
    for (const id of tableOf(doc, 'lead').keys()) {
      const changed = runCommand(doc, env, patchRecord, patch('lead', id, { company: 'Yeni ad' }));
      if (changed.ok) runCommand(doc, env, undo(changed.inverse), null);
      runCommand(doc, env, patchRecord, patch('lead', id, { jobTitle: 'Müdür' }));
      runCommand(doc, env, binRecords, { type: 'lead', ids: [id] });
    }
    expect(foreign()).toEqual(before);
  });
});

describe('a document of a newer app', () => {
  /** As version 1 left it, and then written by an app with another type of record, other fields and other nodes. */
  function newer() {
    const doc = docOf(fileOf('v1', 'workspace.update'));
    const old = docOf(Y.encodeStateAsUpdate(doc));
    const [lead = ''] = tableOf(doc, 'lead').keys();
    const [note = ''] = tableOf(doc, 'note').keys();
    doc.transact(() => {
      raiseDocumentVersion(doc, DOCUMENT_VERSION + 1);
      tableOf(doc, 'lead').get(lead)?.set('heat', { degrees: 40 });
      doc.getMap<Y.Map<unknown>>('customer').set('c1', new Y.Map([['$', { v: 2, name: 'Müşteri', lead }]]));
      tableOf(doc, 'note').get(note)?.set('version', 2);
      richText(doc, 'note', note)?.insert(0, [new Y.XmlElement('table')]);
    });
    return { doc, old, lead, note };
  }

  test('is read, and takes no command, no undo and no job of this one', () => {
    const { doc, lead } = newer();
    const env = testEnv('ayse', { role: 'admin' });
    const before = Y.encodeStateAsUpdate(doc);
    expect(isNewerDocument(doc)).toBe(true);
    expect(createProjection(doc).get('lead', lead)).toMatchObject({ company: 'Çınar Metal', heat: { degrees: 40 } });
    const refusal = { ok: false, code: 'newer-document' };
    expect(runCommand(doc, env, patchRecord, patch('lead', lead, { city: 'İzmir' }))).toMatchObject(refusal);
    expect(runCommand(doc, env, createLead, { company: 'Yeni' })).toMatchObject(refusal);
    const change = { type: 'lead' as const, id: lead, key: 'company', before: 'x', after: 'Çınar Metal' };
    const inverse = { command: 'patchRecord', at: 0, changes: [change] };
    expect(runCommand(doc, env, undo(inverse), null)).toMatchObject(refusal);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('takes what an older app wrote before it heard of it, and loses nothing of its own', () => {
    const { doc, old, lead, note } = newer();
    const env = testEnv('can');
    for (const changes of [{ city: 'İzmir' }, { tags: { add: ['Eski'] } }, { company: 'Eski adıyla' }]) {
      expect(runCommand(old, env, patchRecord, patch('lead', lead, changes)).ok).toBe(true);
    }
    const text = richText(doc, 'note', note)?.toString();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(old, Y.encodeStateVector(doc)));
    Y.applyUpdate(old, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(old)));
    for (const each of [doc, old]) {
      expect(documentVersion(each)).toBe(2);
      const record = createProjection(each).get('lead', lead);
      expect(record).toMatchObject({ city: 'İzmir', company: 'Eski adıyla', heat: { degrees: 40 } });
      expect(record?.tags).toContain('Eski');
      expect(each.getMap('customer').toJSON()).toEqual({ c1: { $: { v: 2, name: 'Müşteri', lead } } });
      expect(richText(each, 'note', note)?.toString()).toBe(text);
    }
    expect(runCommand(old, env, patchRecord, patch('lead', lead, { city: 'Bursa' }))).toMatchObject({
      code: 'newer-document',
    });
  });

  test('tells when it became one; of two that are raised apart the higher counts, in any order', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    let told = 0;
    const stop = onDocumentVersion(a, () => {
      told += 1;
    });
    a.transact(() => raiseDocumentVersion(a, 3));
    b.transact(() => raiseDocumentVersion(b, 2));
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    stop();
    expect([documentVersion(a), documentVersion(b), told]).toEqual([3, 3, 2]);
    const foreign = new Y.Doc();
    for (const key of ['version/x', 'version/1e99', 'version/-4', 'other', '__proto__'])
      foreign.getMap('meta').set(key, 9);
    expect(documentVersion(foreign)).toBe(1);
  });
});
