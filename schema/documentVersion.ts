/**
 * Which version of the app a document asks for. Each version that changes what a document may hold raises it, once, with
 * the first such write; nothing is written for version 1. An app that is older reads such a document and does not write.
 * A key for each version, never one number: of two that are raised apart, both stand and the higher counts.
 */
import type * as Y from 'yjs';
import { DOCUMENT_VERSION } from './workspace.ts';

const PREFIX = 'version/';

const marks = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('meta');

/** The version of the app that a document asks for. What is no version counts for nothing. */
export function documentVersion(doc: Y.Doc): number {
  let version = 1;
  for (const key of marks(doc).keys()) {
    if (!key.startsWith(PREFIX)) continue;
    const raised = Number(key.slice(PREFIX.length));
    if (Number.isSafeInteger(raised)) version = Math.max(version, raised);
  }
  return version;
}

/** Whether a document was written by an app that is newer than this one: it may be read, and must not be written. */
export const isNewerDocument = (doc: Y.Doc): boolean => documentVersion(doc) > DOCUMENT_VERSION;

/** What a client says when it asks for a room: which documents its app can write. */
export const versionToken = (version: number = DOCUMENT_VERSION): string => `v${version}`;

/** The version in such a word. Whoever says none is as old as can be: programs, and what was made before it was said. */
export function versionOfToken(token: string): number {
  const said = /^v([1-9][0-9]{0,5})$/.exec(token);
  return said ? Number(said[1]) : 1;
}

/** Says that the document asks for this version; must run inside the transaction that makes it so. */
export function raiseDocumentVersion(doc: Y.Doc, version: number): void {
  if (documentVersion(doc) < version) marks(doc).set(`${PREFIX}${version}`, true);
}

/** Calls back when a document has come to ask for another version; answers how to stop. */
export function onDocumentVersion(doc: Y.Doc, listener: () => void): () => void {
  marks(doc).observe(listener);
  return () => marks(doc).unobserve(listener);
}
