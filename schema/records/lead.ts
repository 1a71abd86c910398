/** A lead: someone who has not yet bought. */
import { field } from '../fields.ts';
import { declare, type RecordOf } from './declare.ts';

export const lead = declare('lead', {
  firstName: field('text', { column: true, importable: true, search: 4 }),
  lastName: field('text', { column: true, importable: true, search: 4 }),
  company: field('text', { column: true, importable: true, search: 4 }),
  department: field('text', { column: true, importable: true, search: 1 }),
  jobTitle: field('text', { column: true, importable: true, search: 1 }),
  phone: field('phone', { column: true, importable: true }),
  email: field('email', { column: true, importable: true, search: 2 }),
  address: field('text', { column: true, importable: true, search: 1 }),
  city: field('text', { column: true, importable: true, search: 2 }),
  country: field('text', { column: true, importable: true, search: 1 }),
  source: field('source', { list: 'source', column: true, importable: true }),
  campaign: field('ref', { to: 'campaign', column: true, importable: true }),
  visitDate: field('day', { column: true, importable: true }),
  products: field('set', { list: 'product', open: true, column: true, importable: true, search: 1 }),
  sector: field('choice', { list: 'sector', open: true, column: true, importable: true, search: 1 }),
  status: field('move', { list: 'status', column: true, guarded: true }),
  score: field('number', { column: true, importable: true }),
  /** the day the lead counts from; may be back-dated */
  date: field('day', { column: true, importable: true }),
  description: field('longText', { column: true, importable: true, search: 1 }),
  consentCall: field('consent'),
  consentMessage: field('consent'),
  consentEmail: field('consent'),
});
export type Lead = RecordOf<typeof lead>;

/** A lead's name as people say it: the person, else the company; '' when it has neither. */
export const leadTitle = (record: Pick<Lead, 'firstName' | 'lastName' | 'company'>): string =>
  [record.firstName, record.lastName].filter(Boolean).join(' ') || record.company || '';
