/** What the projection files records under, so that a look-up need not scan: contact keys, owners, what belongs to what. */
import type { AnyRecord, RecordType } from './records/index.ts';
import { RECORD_TYPES, subjectOf } from './records/index.ts';
import { isBinned } from './workspace.ts';

export type IndexName = 'phone' | 'email' | 'lead' | 'row' | 'subject' | 'batch' | 'bin';
/** The key a record is filed under; undefined = not filed. Binned records are filed under `bin` and `batch` only. */
export type KeyOf = (record: AnyRecord) => string | undefined;

const living =
  (keyOf: KeyOf): KeyOf =>
  (record) =>
    isBinned(record) ? undefined : keyOf(record);

const COMMON: readonly [IndexName, KeyOf][] = [
  ['bin', (record) => (isBinned(record) ? 'bin' : undefined)],
  ['batch', (record) => record.batch],
];
const SUBJECT: [IndexName, KeyOf] = [
  'subject',
  living((record) => {
    const subject = subjectOf(record);
    return subject && subjectKey(subject);
  }),
];

const OWN: Partial<Record<RecordType, readonly [IndexName, KeyOf][]>> = {
  lead: [
    ['phone', living((record) => (record.type === 'lead' ? record.phone : undefined))],
    ['email', living((record) => (record.type === 'lead' ? record.email : undefined))],
    // the row of a list that it was imported from
    ['row', living((record) => (record.type === 'lead' ? record.rawHash : undefined))],
  ],
  deal: [['lead', living((record) => (record.type === 'deal' ? record.lead : undefined))]],
  note: [SUBJECT],
  task: [SUBJECT],
  activity: [SUBJECT],
};

/** The key of the `subject` index. */
export const subjectKey = (subject: { readonly type: string; readonly id: string }): string =>
  `${subject.type}/${subject.id}`;

export const INDEXES: Readonly<Record<RecordType, ReadonlyMap<IndexName, KeyOf>>> = Object.fromEntries(
  RECORD_TYPES.map((type) => [type, new Map([...COMMON, ...(OWN[type] ?? [])])]),
) as Record<RecordType, Map<IndexName, KeyOf>>;
