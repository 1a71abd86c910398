/** Commands on what stands on a record's timeline: notes, tasks, activities. */
import { command, refuse, Refused, type Tx } from '../command.ts';
import type { Subject } from '../fields.ts';
import type { AnyRecord, ChangesOf } from '../records/index.ts';
import { NOTE_VERSION } from '../records/note.ts';
import { titleOf } from '../title.ts';
import { isBinned } from '../workspace.ts';

/** The lead or deal that something is put on; it must be there and not in the bin. */
function subjectRecord(tx: Tx, subject: Subject): AnyRecord | Refused {
  const record = tx.get(subject.type, subject.id);
  if (!record) return refuse('not-found');
  return isBinned(record) ? refuse('in-bin') : record;
}

/** Starts an empty note on a record; its text is then written together, see `richText`. */
export const createNote = command('createNote', 'editRecords', (tx: Tx, { subject }: { readonly subject: Subject }) => {
  const record = subjectRecord(tx, subject);
  if (record instanceof Refused) return record;
  const me = tx.env.actor.id;
  const id = tx.create('note', { subject, version: NOTE_VERSION, contributors: [me], owner: me });
  tx.event({ kind: 'created', type: 'note', record: id, title: titleOf(record), subject });
  return id;
});

/** Says that the member writes in a note, once: undo of its creation then leaves it. */
export const joinNote = command('joinNote', 'editRecords', (tx: Tx, { id }: { readonly id: string }) => {
  if (!tx.get('note', id)) return refuse('not-found');
  return tx.patch('note', id, { contributors: { add: [tx.env.actor.id] } });
});

/** Makes a task; the assignee is who makes it where none is given. */
export const createTask = command('createTask', 'editRecords', (tx: Tx, values: ChangesOf<'task'>) => {
  const title = values.title?.trim();
  if (!title) return refuse('empty');
  const subject = values.subject && subjectRecord(tx, values.subject);
  if (subject instanceof Refused) return subject;
  const me = tx.env.actor.id;
  const id = tx.create('task', { owner: me, assignee: me, ...values, title });
  tx.event({ kind: 'created', type: 'task', record: id, title, ...(values.subject && { subject: values.subject }) });
  return id;
});

/** Marks a task as done, or as not done. */
export const finishTask = command(
  'finishTask',
  'editRecords',
  (tx: Tx, { id, done }: { readonly id: string; readonly done: boolean }) => {
    const record = tx.get('task', id);
    if (!record) return refuse('not-found');
    if (isBinned(record)) return refuse('in-bin');
    if (done === (record.done !== undefined)) return false;
    tx.patch('task', id, { done: done ? { at: tx.env.now(), by: tx.env.actor.id } : null });
    if (done) {
      const subject = record.subject && { subject: record.subject };
      tx.event({ kind: 'taskDone', type: 'task', record: id, title: record.title ?? '', ...subject });
    }
    return true;
  },
);

/** Writes down a call, meeting, visit or message, done or planned. */
export const createActivity = command('createActivity', 'editRecords', (tx: Tx, values: ChangesOf<'activity'>) => {
  if (!values.kind || !values.subject) return refuse('empty');
  const record = subjectRecord(tx, values.subject);
  if (record instanceof Refused) return record;
  const id = tx.create('activity', { owner: tx.env.actor.id, state: 'done', at: tx.env.now(), ...values });
  tx.event({
    kind: 'created',
    type: 'activity',
    record: id,
    title: titleOf(record),
    subject: values.subject,
    to: values.kind,
  });
  return id;
});
