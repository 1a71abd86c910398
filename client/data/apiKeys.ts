/** Keys of programs of a workspace, each one call to the server; all answer a result, none throws. */
import { type ApiKey, ApiKeysShape, DOOR_API, type MadeKey, MadeKeyShape, type NewKey } from '#schema/door.ts';
import { type ApiResult, callApi, DoneShape } from './api.ts';

export const listApiKeys = (workspace: string): Promise<ApiResult<{ keys: ApiKey[] }>> =>
  callApi('GET', DOOR_API.keys(workspace), ApiKeysShape);
/** The secret is in the answer, and nowhere afterwards. */
export const makeApiKey = (workspace: string, body: NewKey): Promise<ApiResult<MadeKey>> =>
  callApi('POST', DOOR_API.keys(workspace), MadeKeyShape, body);
/** Its connections close at once. */
export const revokeApiKey = (workspace: string, key: string): Promise<ApiResult<unknown>> =>
  callApi('DELETE', DOOR_API.key(workspace, key), DoneShape);
