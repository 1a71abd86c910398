/**
 * A whole workspace as a file, from the server and to it. The file holds what the server has: changes that still wait
 * on this device are not in it.
 */
import { API, type Me, type Workspace } from '#schema/protocol.ts';
import { MAX_WORKSPACE_FILE_BYTES } from '#schema/workspaceFile/format.ts';
import { type ApiRefusal, type ApiResult, fetchFile } from './api.ts';
import { today } from './environment.ts';
import { saveFile } from './exportFile.ts';
import { callForMe } from './session.ts';

/** Hands the workspace's file to the person, as a download; answers why not, or null. */
export async function downloadWorkspace({ id, name }: Pick<Workspace, 'id' | 'name'>): Promise<ApiRefusal | null> {
  const result = await fetchFile(API.workspaceFile(id));
  if (!result.ok) return result.refusal;
  // What file systems take for a path, or hide, becomes a dash.
  const fileName = name.replace(/[/\\:*?"<>|\p{Cc}]|^\.+/gu, '-');
  saveFile(result.value, `${fileName} ${today()}.ortak.json`);
  return null;
}

/** Makes a new workspace of a file. */
export function openWorkspaceFile(file: File): Promise<ApiResult<Me>> {
  if (file.size > MAX_WORKSPACE_FILE_BYTES) return Promise.resolve({ ok: false, refusal: 'file-too-large' });
  return callForMe('POST', API.importWorkspace, file);
}
