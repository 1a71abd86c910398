/**
 * A made-up list that the worker reads and judges while it has no file yet: what has run a few thousand times is compiled,
 * and the first real list takes two thirds of the time. Nothing of it is kept.
 */
import { strToU8, zipSync } from 'fflate';
import type { JudgedRow } from '#schema/import/judge.ts';
import type { Known } from '#schema/import/known.ts';
import type { Target } from '#schema/import/targets.ts';
import { createImportDesk } from './importDesk.ts';

/** Fewer rows, or one round of many, are compiled half: measured. */
const ROWS = 300;
const ROUNDS = 3;

const SAMPLE: readonly (readonly [Target, (row: number) => string])[] = [
  ['firstName', () => 'Ayşe'],
  ['lastName', () => 'Yılmaz'],
  ['company', (row) => `Çınar Metal ${row} A.Ş.`],
  ['phone', (row) => `0532 ${100 + row} ${10 + (row % 90)} 45`],
  ['email', (row) => `ayse.yilmaz${row}@ornek.com`],
  ['city', () => 'Bursa'],
  ['visitDate', (row) => `0${1 + (row % 9)}.10.2025`],
  ['description', (row) => `Katalog &amp; numune istedi, ${row}. stant`],
];
const COLUMNS = SAMPLE.map(([target]) => target);
const KNOWN: Known = {
  lists: {
    status: [],
    stage: [],
    source: [],
    sector: [],
    product: [],
    winReason: [],
    lossReason: [],
    activityType: [],
    activityResult: [],
  },
  campaigns: [],
  members: [],
};

/** The judged rows of each round; whoever has something real to do asks for no further one. */
export async function* warmUp(): AsyncGenerator<readonly JudgedRow[]> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const desk = createImportDesk();
    const opened = await desk.open(madeUpWorkbook(), {});
    if (!opened.ok) throw new Error(`the made-up list is refused: ${opened.code}`);
    const { rows } = await desk.judge({ sheet: 0, header: null, columns: COLUMNS, known: KNOWN });
    yield rows;
  }
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** As spreadsheets write it: texts in a table of their own, cells that point there. */
function madeUpWorkbook(): Blob {
  const texts: string[] = [];
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const cells = SAMPLE.map(([, text], column) => {
      texts.push(text(row));
      return `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="s"><v>${texts.length - 1}</v></c>`;
    });
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  const part = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const parts = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}">${part('a', 'worksheet', 'worksheets/sheet1.xml')}${part('b', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  const archive = zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
  return new Blob([new Uint8Array(archive)]);
}
