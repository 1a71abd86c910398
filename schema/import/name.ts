/** A whole name cut into first and last name, as Turkish lists write it. Loses no word but forms of address (Sayın, Bay, Mr). */
import { cleanLine, fold } from '../text.ts';

export interface SplitName {
  readonly firstName: string;
  readonly lastName: string;
  /** What stood beside the name, in brackets. */
  readonly rest: string;
}

const FORMS_OF_ADDRESS = new Set(['sn', 'sn.', 'sayin', 'bay', 'bayan', 'mr', 'mr.', 'mrs', 'mrs.', 'ms', 'ms.']);
const COURTESIES = new Set(['bey', 'hanim', 'bey.', 'hn', 'hn.', 'hnm', 'hnm.', 'b.', 'h.']);

/** "Ayşe Nur Demir" → Ayşe Nur + Demir; "DEMİR, Ayşe" → Ayşe + DEMİR; "Ahmet Bey" → a first name alone. */
export function splitName(text: string): SplitName {
  const brackets = /\(([^()]*)\)/.exec(text);
  const rest = cleanLine(brackets?.[1] ?? '');
  const name = cleanLine(brackets ? text.replace(brackets[0], ' ') : text);
  const comma = /^([^,]+),([^,]+)$/.exec(name);
  if (comma) return { firstName: cleanLine(comma[2] ?? ''), lastName: cleanLine(comma[1] ?? ''), rest };
  const words = name.split(' ').filter(Boolean);
  while (words.length > 1 && FORMS_OF_ADDRESS.has(fold(words[0] ?? ''))) words.shift();
  const last = words.at(-1) ?? '';
  if (words.length < 2 || COURTESIES.has(fold(last))) return { firstName: words.join(' '), lastName: '', rest };
  return { firstName: words.slice(0, -1).join(' '), lastName: last, rest };
}
