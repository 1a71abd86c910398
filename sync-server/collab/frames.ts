/**
 * The frames of the Hocuspocus protocol, as far as the server looks into them before Hocuspocus does.
 * What is no frame, or none that a client may send, is refused as a whole.
 */
import { MessageType } from '@hocuspocus/server';
import * as decoding from 'lib0/decoding';

export const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;

const FROM_CLIENTS: ReadonlySet<number> = new Set([
  MessageType.Sync,
  MessageType.SyncReply,
  MessageType.Awareness,
  MessageType.Auth,
  MessageType.QueryAwareness,
  MessageType.Stateless,
  MessageType.CLOSE,
]);

export interface Frame {
  /** The room it is addressed to, as written. */
  readonly room: string;
  readonly type: number;
  /** The Yjs update of a frame that would write, else null. */
  readonly update: Uint8Array | null;
  /** That update answers the server's state vector: it is what the server lacks, whoever wrote it. */
  readonly isAnswer: boolean;
}

/** Bytes that are no frame of a client, or an update in one that Yjs would choke on. */
export class MalformedFrame extends Error {}

/** Reads the head of a frame, and the update in it. Throws `MalformedFrame`. */
export function readFrame(data: Uint8Array): Frame {
  try {
    const decoder = decoding.createDecoder(data);
    const room = decoding.readVarString(decoder).split('\0', 1)[0]!;
    const type = decoding.readVarUint(decoder);
    if (!FROM_CLIENTS.has(type)) throw new MalformedFrame('A type of frame that no client sends.');
    return { room, type, ...(isSync(type) ? readSync(decoder) : { update: null, isAnswer: false }) };
  } catch (error) {
    if (error instanceof MalformedFrame) throw error;
    throw new MalformedFrame(error instanceof Error ? error.message : String(error));
  }
}

const isSync = (type: number): boolean => type === MessageType.Sync || type === MessageType.SyncReply;

function readSync(decoder: decoding.Decoder): Pick<Frame, 'update' | 'isAnswer'> {
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (step === SYNC_STEP_1) return { update: null, isAnswer: false };
  if (step === SYNC_STEP_2 || step === SYNC_UPDATE) return { update: payload, isAnswer: step === SYNC_STEP_2 };
  throw new MalformedFrame('A step of the exchange that does not exist.');
}
