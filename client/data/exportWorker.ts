/** Writes a list's file away from the page's thread: takes rows in parts, then what they are to become, and answers that. */
import { type ExportCell, type ExportColumn, type ExportFormat, exportRows } from './exportFile.ts';

export type ExportOrder =
  | { readonly rows: readonly (readonly ExportCell[])[] }
  | { readonly columns: readonly ExportColumn[]; readonly format: ExportFormat };
/** null where the file could not be written */
export type ExportAnswer = Blob | null;

const rows: (readonly ExportCell[])[] = [];
const answer = (message: ExportAnswer): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<ExportOrder>) => {
  if ('rows' in data) rows.push(...data.rows);
  else exportRows(data.columns, rows, data.format).then(answer, () => answer(null));
};
