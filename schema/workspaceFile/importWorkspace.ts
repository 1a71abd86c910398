/**
 * From a file to documents: the updates that make a new workspace of it. Ids stay as they are, so that what refers to
 * each other still does. The file has been checked by `readWorkspaceFile`; nothing here can refuse.
 */
import * as Y from 'yjs';
import { isRecordType, RECORDS } from '../records/index.ts';
import { DOCUMENT_VERSION, eventMap, fieldOf, memberKey, writeStored } from '../workspace.ts';
import type { JsonObject, JsonValue, WorkspaceFile } from './format.ts';
import { richNodesFrom, writeRichText } from './richTextJson.ts';

export interface ImportedWorkspace {
  /** one update for the room of each document; null where it would be empty */
  readonly workspace: Uint8Array | null;
  readonly settings: Uint8Array | null;
}

/** Makes the documents of a new workspace. `clientId` is the Yjs client that is said to have written it: any fresh one. */
export function importWorkspace(file: WorkspaceFile, clientId: number): ImportedWorkspace {
  return {
    workspace: updateOf(clientId, (doc) => {
      for (const [type, records] of Object.entries(file.records)) {
        const table = doc.getMap(type);
        for (const record of records) writeRecordOf(table, type, record);
      }
      const feed = eventMap(doc);
      for (const { id, ...event } of file.events) feed.set(String(id), event);
      writeMaps(doc, file.other);
    }),
    settings: updateOf(clientId, (doc) => writeMaps(doc, file.settings)),
  };
}

function updateOf(clientId: number, write: (doc: Y.Doc) => void): Uint8Array | null {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.transact(() => write(doc));
  const update = doc.store.clients.size === 0 ? null : Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

function writeMaps(doc: Y.Doc, maps: WorkspaceFile['settings']): void {
  for (const [name, values] of Object.entries(maps)) {
    for (const [key, value] of Object.entries(values)) doc.getMap(name).set(key, value);
  }
}

function writeRecordOf(table: Y.Map<unknown>, type: string, { id, richText, ...fields }: JsonObject): void {
  const keys: Record<string, JsonValue> = { v: DOCUMENT_VERSION };
  for (const [name, value] of Object.entries(fields)) {
    if (isRecordType(type) && fieldOf(type, name)?.kind === 'set' && Array.isArray(value)) {
      for (const label of value) if (typeof label === 'string') keys[memberKey(name, label)] = label;
    } else keys[name] = value;
  }
  const hasText = richText !== undefined || (isRecordType(type) && RECORDS[type].richText);
  const text = writeStored(table, String(id), keys, hasText);
  if (text && richText !== undefined) writeRichText(text, richNodesFrom(richText) ?? []);
}
