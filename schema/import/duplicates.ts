/**
 * Rows that mean someone who is already there: in an earlier row of the file, or among the workspace's records. Same
 * telephone or same e-mail, compared as they stand after cleaning; values that could not be read match nothing.
 */
import { isEmail } from '../email.ts';
import { isE164 } from '../phone.ts';
import type { JudgedRow, Problem } from './judge.ts';

/** How a record is found again. Answers its id. */
export interface KnownRecords {
  byPhone(e164: string): string | undefined;
  byEmail(email: string): string | undefined;
  /** the record that was imported from the very same row */
  byHash(hash: string): string | undefined;
}

type Found<T> = { readonly at: T; readonly by: NonNullable<Problem['by']> };

/**
 * The rows with their duplicate problems as they stand now; rows whose problems stay the same are the same objects.
 * A row pairs with the earliest row it shares a key with.
 */
export function markDuplicates(rows: readonly JudgedRow[], records?: KnownRecords): JudgedRow[] {
  const phones = new Map<string, number>();
  const emails = new Map<string, number>();
  return rows.map((row) => {
    const phone = row.draft.phone !== undefined && isE164(row.draft.phone) ? row.draft.phone : undefined;
    const email = row.draft.email !== undefined && isEmail(row.draft.email) ? row.draft.email : undefined;
    const earlier = earliest(phone && phones.get(phone), email && emails.get(email));
    const record = records && recordOf(records, phone, email, row.hash);
    if (phone && !phones.has(phone)) phones.set(phone, row.row);
    if (email && !emails.has(email)) emails.set(email, row.row);

    const duplicates: Problem[] = [];
    if (earlier) duplicates.push({ code: 'duplicate-in-file', of: earlier.at, by: earlier.by });
    if (record) duplicates.push({ code: 'duplicate-of-record', record: record.at, by: record.by });
    return withDuplicates(row, duplicates);
  });
}

function earliest(byPhone: number | '' | undefined, byEmail: number | '' | undefined): Found<number> | undefined {
  if (!byPhone && !byEmail) return undefined;
  if (byPhone && byPhone === byEmail) return { at: byPhone, by: 'phone+email' };
  if (byPhone && (!byEmail || byPhone < byEmail)) return { at: byPhone, by: 'phone' };
  return byEmail ? { at: byEmail, by: 'email' } : undefined;
}

function recordOf(
  records: KnownRecords,
  phone: string | undefined,
  email: string | undefined,
  hash: string,
): Found<string> | undefined {
  const byPhone = phone === undefined ? undefined : records.byPhone(phone);
  const byEmail = email === undefined ? undefined : records.byEmail(email);
  if (byPhone !== undefined) return { at: byPhone, by: byPhone === byEmail ? 'phone+email' : 'phone' };
  if (byEmail !== undefined) return { at: byEmail, by: 'email' };
  const byHash = records.byHash(hash);
  return byHash === undefined ? undefined : { at: byHash, by: 'row' };
}

const isDuplicate = ({ code }: Problem): boolean => code === 'duplicate-in-file' || code === 'duplicate-of-record';

function withDuplicates(row: JudgedRow, duplicates: readonly Problem[]): JudgedRow {
  const before = row.problems.filter(isDuplicate);
  const same =
    before.length === duplicates.length &&
    before.every((problem, index) => {
      const now = duplicates[index];
      return problem.of === now?.of && problem.record === now?.record && problem.by === now?.by;
    });
  if (same) return row;
  return { ...row, problems: [...row.problems.filter((problem) => !isDuplicate(problem)), ...duplicates] };
}
