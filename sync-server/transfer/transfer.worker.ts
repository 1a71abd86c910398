/** The thread of one transfer: makes a file of stored rooms, or updates of a file, answers once and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import * as Y from 'yjs';
import { MAX_FRAME_BYTES } from '#schema/protocol.ts';
import { exportWorkspace } from '#schema/workspaceFile/exportWorkspace.ts';
import { importWorkspace } from '#schema/workspaceFile/importWorkspace.ts';
import { readWorkspaceFile } from '#schema/workspaceFile/readWorkspaceFile.ts';
import { applyStored } from '../storage/applyStored.ts';
import type { StoredRoom } from '../storage/updateLog.ts';
import type { ImportAnswer, TransferRequest } from './transferThread.ts';

const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');

const request = workerData as TransferRequest;
port.postMessage(request.kind === 'export' ? exported(request) : imported(request.bytes));

function exported(options: Extract<TransferRequest, { kind: 'export' }>): Uint8Array {
  const file = exportWorkspace({
    ...options,
    workspace: documentOf(options.workspace),
    settings: documentOf(options.settings),
  });
  return new TextEncoder().encode(JSON.stringify(file));
}

function documentOf(stored: StoredRoom): Y.Doc {
  const doc = new Y.Doc();
  applyStored(doc, stored);
  return doc;
}

function imported(bytes: Uint8Array): ImportAnswer {
  const text = decoded(bytes);
  if (text === null) return { ok: false, problem: 'foreign' };
  const reading = readWorkspaceFile(text);
  if (!reading.ok) return reading;
  const client = new Y.Doc().clientID;
  const { name, people } = reading.file;
  const updates = importWorkspace(reading.file, client);
  // A device hands over a whole document in one frame when it has to.
  if ((updates.workspace?.length ?? 0) > MAX_FRAME_BYTES) return { ok: false, problem: 'too-large' };
  return { ok: true, opened: { name, people, client, ...updates } };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
