/** Which fair a file may be of: from the lines above its header and from its name. A proposal that people see and change. */
import { cleanLine, foldWords } from '#schema/text.ts';
import { cellText, type Row } from '#schema/import/sheet.ts';

export interface FairHint {
  /** a fair of the workspace that the file names */
  readonly campaign?: string;
  /** else what the file calls itself, without what follows a dash */
  readonly name?: string;
}

const YEAR = /(?:^|\D)(20\d\d)(?!\d)/;

/** Looks for a known fair in the title lines and the file's name, else for a title with a year in it. */
export function fairHint(
  linesAbove: readonly Row[],
  fileName: string,
  campaigns: readonly { readonly id: string; readonly title: string }[],
): FairHint {
  const titles = linesAbove
    .flatMap((row) => row.map((cell) => cleanLine(cellText(cell))))
    .filter((text) => text !== '');
  const bareName = cleanLine(fileName.replace(/(\.[a-z0-9-]{1,12}){1,2}$/i, '').replace(/[_\-.]+/g, ' '));
  const spoken = [...titles, bareName].map(foldWords);
  const known = campaigns.find(({ title }) => {
    const words = foldWords(title);
    return words.length > 3 && spoken.some((text) => ` ${text} `.includes(` ${words} `));
  });
  if (known) return { campaign: known.id };
  const name = titles
    .map((text) => text.split(/\s[–—-]\s|[:|]/)[0]?.trim() ?? '')
    .find((text) => YEAR.test(text) && text.length <= 60);
  return name ? { name } : {};
}

/** "Metal Expo 2025" → its name and year; without a year the name alone. */
export function splitFairName(text: string): { readonly name: string; readonly year?: number } {
  const clean = cleanLine(text);
  const year = /\s(20\d\d)$/.exec(clean);
  return year ? { name: clean.slice(0, year.index).trim(), year: Number(year[1]) } : { name: clean };
}
