// A workspace as a file and back: nothing that was in it is lost, and no file, however made, does harm.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { runCommand } from '#schema/command.ts';
import { binRecords } from '#schema/commands/records.ts';
import { buildDemo } from '#schema/demo/buildDemo.ts';
import { createProjection } from '#schema/projection.ts';
import { RECORD_TYPES, type RecordType } from '#schema/records/index.ts';
import { readSettings, settingsMap } from '#schema/settings.ts';
import { readRecord, richText, tableOf, writeKeys } from '#schema/workspace.ts';
import { exportWorkspace } from '#schema/workspaceFile/exportWorkspace.ts';
import { importWorkspace } from '#schema/workspaceFile/importWorkspace.ts';
import { readWorkspaceFile } from '#schema/workspaceFile/readWorkspaceFile.ts';
import { NOON, testEnv } from '#tests/support/env.ts';

const people = [{ id: 'guest', name: 'Ayşe Demir', role: 'admin' as const }];

/** A demo that people went on to work in: binned, cleared, tagged, with marks in notes and settings of its own. */
function workedIn(): { workspace: Y.Doc; settings: Y.Doc } {
  const workspace = new Y.Doc();
  Y.applyUpdate(workspace, buildDemo({ guest: { id: 'guest' }, locale: 'tr', now: NOON }).update);
  const [first = '', second = '', third = ''] = tableOf(workspace, 'lead').keys();
  const env = testEnv('guest', { role: 'admin' });
  expect(runCommand(workspace, env, binRecords, { type: 'lead', ids: [first] }).ok).toBe(true);
  const set = (id: string, key: string, after: unknown): void =>
    workspace.transact(() => writeKeys(workspace, 'lead', id, [{ key, before: undefined, after }]));
  set(second, 'company', null);
  set(second, 'tags/celik', 'Çelik');
  set(second, 'tags/gone', null);
  set(second, 'c_butce', { amount: 5, currency: 'TRY' });
  set(second, 'score', 'not a number');
  set(third, 'city', 'İzmir "\u2028 <b>');
  const [note = ''] = tableOf(workspace, 'note').keys();
  const body = richText(workspace, 'note', note)!;
  const text = new Y.XmlText();
  const link = { href: 'https://example.com/ü', target: null };
  text.applyDelta([{ insert: 'Bakınız ' }, { insert: 'teklif', attributes: { bold: {}, link } }, { insert: ' 🙂\n' }]);
  const quote = new Y.XmlElement('nodeOfTomorrow');
  const paragraph = new Y.XmlElement('paragraph');
  body.insert(0, [quote]);
  quote.insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  workspace.getMap('views').set('v1', { name: 'Fuar', columns: ['company', 'city'] });
  workspace
    .getMap<Y.Map<unknown>>('contract')
    .set('c1', new Y.Map([['$', { created: { at: 1, by: 'guest' }, no: 7 }]]));
  const settings = new Y.Doc();
  settingsMap(settings).set('status/hot', { label: 'Sıcak', order: 50 });
  settings.getMap('c_fields').set('butce', { kind: 'money' });
  return { workspace, settings };
}

const fileOf = (docs: { workspace: Y.Doc; settings: Y.Doc }) =>
  exportWorkspace({ ...docs, name: 'Satış', people, now: NOON });

/** Through text, as a person carries it. */
function reopened(file: unknown): { workspace: Y.Doc; settings: Y.Doc } {
  const reading = readWorkspaceFile(JSON.stringify(file));
  if (!reading.ok) throw new Error(`${reading.problem} at ${reading.at}`);
  const updates = importWorkspace(reading.file, 42);
  const [workspace, settings] = [new Y.Doc(), new Y.Doc()];
  if (updates.workspace) Y.applyUpdate(workspace, updates.workspace);
  if (updates.settings) Y.applyUpdate(settings, updates.settings);
  return { workspace, settings };
}

const sorted = (doc: Y.Doc, type: RecordType) =>
  [...createProjection(doc).all(type)].sort((a, b) => (a.id < b.id ? -1 : 1));

const notesIn = (doc: Y.Doc): unknown[] => sorted(doc, 'note').map(({ id }) => nodesOf(richText(doc, 'note', id)!));

/** A text as Yjs itself tells it. */
const nodesOf = (node: Y.XmlFragment): unknown[] =>
  node.toArray().map((child) => {
    if (child instanceof Y.XmlText) return child.toDelta();
    return child instanceof Y.XmlElement ? [child.nodeName, child.getAttributes(), nodesOf(child)] : child;
  });

describe('a workspace, written to a file and opened again', () => {
  const before = workedIn();
  const after = reopened(fileOf(before));

  test.each(RECORD_TYPES)('has the same records: %s', (type) => {
    expect(sorted(before.workspace, type).length).toBeGreaterThan(0);
    expect(sorted(after.workspace, type)).toEqual(sorted(before.workspace, type));
  });

  test('has the same notes, letter by letter and mark by mark, and the same feed', () => {
    expect(notesIn(after.workspace)).toEqual(notesIn(before.workspace));
    expect(createProjection(after.workspace).events()).toEqual(createProjection(before.workspace).events());
  });

  test('has the same settings', () => {
    expect(readSettings(after.settings).lists).toEqual(readSettings(before.settings).lists);
    expect(after.settings.getMap('c_fields').toJSON()).toEqual({ butce: { kind: 'money' } });
  });

  test('keeps what this version does not know: fields, values of a wrong kind, record types, maps', () => {
    const lead = (doc: Y.Doc): string => [...tableOf(doc, 'lead').keys()].sort().find((id) => raw(doc, id).c_butce)!;
    const raw = (doc: Y.Doc, id: string) => readRecord(doc, 'lead', id) as { c_butce?: unknown } & object;
    expect(raw(after.workspace, lead(after.workspace)).c_butce).toEqual({ amount: 5, currency: 'TRY' });
    const again = fileOf(after);
    expect(again.records['lead']!.find(({ score }) => score === 'not a number')).toBeDefined();
    expect(again.records['contract']).toEqual([{ id: 'c1', created: { at: 1, by: 'guest' }, no: 7 }]);
    expect(after.workspace.getMap('views').get('v1')).toEqual({ name: 'Fuar', columns: ['company', 'city'] });
  });

  test('is the same file when it is written once more, and smaller than what made it', () => {
    expect(fileOf(after)).toEqual(fileOf(before));
    expect(Y.encodeStateAsUpdate(after.workspace).length).toBeLessThan(Y.encodeStateAsUpdate(before.workspace).length);
  });

  test('does not grow together with what it was made from: both are documents of their own that go on', () => {
    const [id = ''] = tableOf(after.workspace, 'lead').keys();
    after.workspace.transact(() =>
      writeKeys(after.workspace, 'lead', id, [{ key: 'city', before: undefined, after: 'Van' }]),
    );
    expect(readRecord(after.workspace, 'lead', id)?.city).toBe('Van');
    expect(readRecord(before.workspace, 'lead', id)?.city).not.toBe('Van');
  });

  test('may be empty', () => {
    const empty = fileOf({ workspace: new Y.Doc(), settings: new Y.Doc() });
    const reading = readWorkspaceFile(JSON.stringify(empty));
    expect(reading.ok && importWorkspace(reading.file, 1)).toEqual({ workspace: null, settings: null });
  });
});

describe('a file', () => {
  const good = {
    format: 'ortak-workspace',
    version: 1,
    exportedAt: 1,
    name: 'Satış',
    people: [],
    records: {},
    events: [],
  };
  const read = (value: unknown) =>
    readWorkspaceFile((typeof value === 'string' ? value : JSON.stringify(value)).replace('"DEEP"', nested(100_000)));

  test('that is none of ours is called so', () => {
    for (const text of ['', 'a;b;c', '[]', 'null', '{}', '{"format":"other","version":1}', 'PK\u0003\u0004']) {
      expect(read(text)).toEqual({ ok: false, problem: 'foreign' });
    }
  });

  test('of a newer version is not guessed at', () => {
    expect(read({ ...good, version: 2, records: 'in another way' })).toEqual({ ok: false, problem: 'newer' });
  });

  test.each<[string, object]>([
    ['version', { version: 'one' }],
    ['name', { name: ' ' }],
    ['people[0]', { people: [{ id: 'a', name: 'Ayşe', role: 'owner' }] }],
    ['records', { records: [] }],
    ['records.lead', { records: { lead: { a: {} } } }],
    ['records.le.ad', { records: { 'le.ad': [] } }],
    ['records.event', { records: { event: [] } }],
    ['records.lead[0]', { records: { lead: [null] } }],
    ['records.lead[0].id', { records: { lead: [{ id: 'with space' }] } }],
    ['records.lead[1].id', { records: { lead: [{ id: 'a' }, { id: 'a' }] } }],
    ['records.note[0].richText', { records: { note: [{ id: 'a', richText: [{ element: '<script>' }] }] } }],
    ['records.note[0].richText', { records: { note: [{ id: 'a', richText: [{ text: 'bare' }] }] } }],
    ['records.note[0].richText', { records: { note: [{ id: 'a', richText: 'DEEP' }] } }],
    ['events', { events: {} }],
    ['events[0].id', { events: [{ id: 7 }] }],
    ['other.lead', { records: { lead: [] }, other: { lead: {} } }],
    ['other.event', { other: { event: {} } }],
    ['settings.list', { settings: { list: [] } }],
  ])('that is not whole is refused with the place: %s', (at, change) => {
    expect(read({ ...good, ...change })).toEqual({ ok: false, problem: 'damaged', at });
  });

  test('cannot reach behind objects, nor nest values until a stack overflows', () => {
    const text = JSON.stringify({
      ...good,
      records: {
        lead: [
          { id: '__proto__', company: 'A' },
          { id: 'b', company: 'B', deep: 'DEEP', bad: 1 },
        ],
      },
      other: { views: { v: { x: 1 } } },
      settings: { list: { 'status/new': { label: 'Taze', order: 1 } } },
    }).replaceAll('"bad":1', '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}');
    const reading = read(text.replace('"x":1', '"__proto__":{"polluted":true}'));
    if (!reading.ok) throw new Error(reading.problem);
    const workspace = new Y.Doc();
    Y.applyUpdate(workspace, importWorkspace(reading.file, 1).workspace!);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    const lead = readRecord(workspace, 'lead', 'b')!;
    expect(Object.getPrototypeOf(lead)).toBe(Object.prototype);
    expect('polluted' in lead).toBe(false);
    expect(readRecord(workspace, 'lead', '__proto__')?.company).toBe('A');
    expect(Object.keys(workspace.getMap('views').get('v') as object)).toEqual([]);
    expect(createProjection(workspace).size('lead')).toBe(2);
  });

  test('made of anything at all never makes the reader throw', () => {
    const junk = [null, 0, -1, '', 'x', [], {}, [[]], { id: 'a' }, [{ id: 'a' }], true];
    const verdicts = new Set<string>();
    for (const part of ['exportedAt', 'name', 'people', 'records', 'events', 'other', 'settings'] as const) {
      for (const value of junk) {
        const reading = read({ ...good, [part]: value });
        if (reading.ok) importWorkspace(reading.file, 1);
        verdicts.add(reading.ok ? 'taken' : reading.problem);
      }
    }
    expect(verdicts).toEqual(new Set(['taken', 'damaged']));
  });
});

/** Elements in elements, as text: what writes JSON would itself overflow. */
const nested = (depth: number): string => `${'[{"element":"p","content":'.repeat(depth)}[]${'}]'.repeat(depth)}`;
