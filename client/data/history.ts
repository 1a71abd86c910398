/** The field history of a record, which is the server's to keep: one call a page; answers a result, never throws. */
import { type HistoryPage, HistoryPageShape, historyPath } from '#schema/history.ts';
import type { RecordType } from '#schema/records/index.ts';
import { type ApiResult, callApi } from './api.ts';

/** A page of a record's history, the newest first, from after the entry `before` on. */
export const readHistory = (
  workspace: string,
  type: RecordType,
  record: string,
  before?: number,
): Promise<ApiResult<HistoryPage>> =>
  callApi(
    'GET',
    `${historyPath(workspace, type, record)}${before === undefined ? '' : `?before=${before}`}`,
    HistoryPageShape,
  );
