/**
 * What an update brings: whether it can be applied at all, which Yjs clients wrote it, and what of it a document lacks.
 * Everything here is decided from the bytes and the document, before anything is stored.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { MalformedFrame } from './frames.ts';

export interface UpdateContent {
  /** The part that the document lacks, to be stored; null when it has everything. */
  readonly lacking: Uint8Array | null;
  /** Yjs client ids with content that the document lacks. */
  readonly clients: readonly number[];
  /** Types lie in something that the document does not have yet: how deep is seen when it is to be applied. */
  readonly isLoose: boolean;
}

/** Whoever reads, copies or encodes a value goes down into it by recursion: one stack that is too small loses the room. */
const MAX_NESTING = 64;
/** The same for lists and maps within each other; notes have some dozens. Yjs removes them by recursion, on every device. */
const MAX_TYPE_NESTING = 256;

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type DeletedRange = { clock: number; len: number };

/** Reads an update against a document. Throws `MalformedFrame` for what must not be stored. */
export function readContent(doc: Y.Doc, update: Uint8Array): UpdateContent {
  const decoded = decode(update);
  const isLoose = checkDepth(doc, decoded);
  const clients = newClients(doc, decoded);
  const fresh = freshDeletions(doc, decoded);
  if (clients.length === 0 && fresh.count === 0) return { lacking: null, clients, isLoose };
  return {
    lacking: fresh.count === fresh.total ? update : withDeletions(update, decoded, fresh.ranges),
    clients,
    isLoose,
  };
}

/** Why a loose update must not be applied after all, now that what it builds on is there; null when it may. */
export function whyTooDeep(doc: Y.Doc, update: Uint8Array): string | null {
  try {
    checkDepth(doc, Y.decodeUpdate(update));
    return null;
  } catch (error) {
    if (error instanceof MalformedFrame) return error.message;
    throw error;
  }
}

function decode(update: Uint8Array): Decoded {
  let decoded: Decoded;
  try {
    decoded = Y.decodeUpdate(update);
  } catch (error) {
    throw new MalformedFrame(error instanceof Error ? error.message : String(error));
  }
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) continue;
    if (leansOnItsOwnFuture(struct)) throw new MalformedFrame('An item refers to a later one.');
    if (struct.content instanceof Y.ContentDoc) throw new MalformedFrame('A document within a document.');
    if (isDeeperThan(valuesIn(struct.content), MAX_NESTING)) throw new MalformedFrame('A value is nested too deep.');
  }
  return decoded;
}

/** Yjs does not wait for what the same client has yet to write; it throws halfway through. */
function leansOnItsOwnFuture({ id, origin, rightOrigin, parent }: Y.Item): boolean {
  const isLater = (other: unknown): boolean =>
    other instanceof Y.ID && other.client === id.client && other.clock >= id.clock;
  return isLater(origin) || isLater(rightOrigin) || isLater(parent);
}

/** The plain values that an item carries. */
function valuesIn(content: Y.Item['content']): unknown {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return content.arr;
  if (content instanceof Y.ContentEmbed) return content.embed;
  return content instanceof Y.ContentFormat ? content.value : null;
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1));
}

/** Throws `MalformedFrame` when an item lies too deep; true when that cannot be seen of all types yet. */
function checkDepth(doc: Y.Doc, { structs }: Decoded): boolean {
  const depths = new Map<number, Map<number, number>>();
  const depthOf = ({ client, clock }: Y.ID): number | undefined =>
    depths.get(client)?.get(clock) ?? depthIn(doc, client, clock);
  let isLoose = false;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { id, parent } = struct;
    // What has a neighbour lies where the neighbour lies, and does not say it again.
    const neighbour = struct.origin ?? struct.rightOrigin;
    const around = parent instanceof Y.ID ? depthOf(parent) : neighbour && depthOf(neighbour);
    const depth = (around ?? 0) + (parent instanceof Y.ID ? 1 : 0);
    if (depth > MAX_TYPE_NESTING) throw new MalformedFrame('Types are nested too deep.');
    if (around === undefined && struct.content instanceof Y.ContentType) isLoose = true;
    const known = depths.get(id.client) ?? new Map<number, number>();
    depths.set(id.client, known);
    known.set(id.clock, depth);
    if (struct.length > 1) known.set(id.clock + struct.length - 1, depth);
  }
  return isLoose;
}

/** How deep an item of the document lies; undefined for what it does not have. */
function depthIn(doc: Y.Doc, client: number, clock: number): number | undefined {
  if (clock >= Y.getState(doc.store, client)) return undefined;
  let depth = 0;
  let item: unknown = Y.getItem(doc.store, Y.createID(client, clock));
  while (item instanceof Y.Item && item.parent instanceof Y.AbstractType && depth <= MAX_TYPE_NESTING) {
    item = item.parent._item;
    if (item !== null) depth += 1;
  }
  return depth;
}

function newClients(doc: Y.Doc, { structs }: Decoded): number[] {
  const clients = new Set<number>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    if (struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client)) clients.add(struct.id.client);
  }
  return [...clients];
}

/** Ranges of the update's deletions that are not yet deleted in the document, by client in the order of the update. */
function freshDeletions(doc: Y.Doc, { ds }: Decoded) {
  const ranges = new Map<number, DeletedRange[]>();
  let count = 0;
  let total = 0;
  for (const [client, all] of ds.clients) {
    const fresh = all.filter(({ clock, len }) => !isDeletedIn(doc, client, clock, len));
    total += all.length;
    count += fresh.length;
    if (fresh.length > 0) ranges.set(client, fresh);
  }
  return { ranges, count, total };
}

function isDeletedIn(doc: Y.Doc, client: number, clock: number, len: number): boolean {
  const structs = doc.store.clients.get(client);
  if (!structs || clock + len > Y.getState(doc.store, client)) return false;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index]!;
    if (struct.id.clock >= clock + len) return true;
    if (!struct.deleted) return false;
  }
  return true;
}

/**
 * The update with fewer deletions: a reconnecting client sends all it knows of, and storing them each time would let
 * the log grow by the whole history of deletions. The deletions are the tail of an update; when the tail does not
 * look as expected, the update stays whole.
 */
function withDeletions(update: Uint8Array, { ds }: Decoded, ranges: ReadonlyMap<number, DeletedRange[]>): Uint8Array {
  const tail = encodeDeletions(ds.clients);
  const start = update.length - tail.length;
  if (start < 0 || !tail.every((byte, index) => update[start + index] === byte)) return update;
  const encoder = encoding.createEncoder();
  encoding.writeUint8Array(encoder, update.subarray(0, start));
  encoding.writeUint8Array(encoder, encodeDeletions(ranges));
  return encoding.toUint8Array(encoder);
}

function encodeDeletions(clients: ReadonlyMap<number, readonly DeletedRange[]>): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, clients.size);
  for (const [client, ranges] of clients) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
  return encoding.toUint8Array(encoder);
}
