/**
 * The file of a whole workspace: its shape and its version. One JSON document that another tool can read and that makes
 * the same workspace again. What a newer version of the same format wrote beyond this is carried along, not understood.
 * Described for people in docs/workspace-file.md.
 */
import type { Role } from '../policy.ts';

export const WORKSPACE_FILE_FORMAT = 'ortak-workspace';
/** Raised when an older app could misread a file; a file of a newer version is refused. */
export const WORKSPACE_FILE_VERSION = 1;
/** Largest file that is taken, in bytes: about 100,000 leads with their feed. */
export const MAX_WORKSPACE_FILE_BYTES = 100 * 1024 * 1024;

/** What JSON holds. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** Someone whose name the records use; nobody comes in by this. */
export interface FilePerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** no member any more when the file was made */
  readonly left?: boolean;
}

/** One run of text in a note with what it is marked as, by mark. */
export type TextRun = { readonly text: string; readonly marks?: JsonObject };
/** A piece of a note: text, or an element such as a paragraph with its attributes and what is in it. */
export type RichNode =
  | { readonly text: readonly TextRun[] }
  | { readonly element: string; readonly attrs?: JsonObject; readonly content?: readonly RichNode[] };

export interface WorkspaceFile {
  readonly format: typeof WORKSPACE_FILE_FORMAT;
  readonly version: number;
  /** milliseconds UTC */
  readonly exportedAt: number;
  readonly name: string;
  readonly people: readonly FilePerson[];
  /** by type, bin included: `id`, `created` and the fields; sets as lists of labels, `richText` (`RichNode`s) where there is one */
  readonly records: { readonly [type: string]: readonly JsonObject[] };
  /** the feed, oldest first; each has its `id` */
  readonly events: readonly JsonObject[];
  /** what else the workspace's document holds, by the name of its map */
  readonly other: { readonly [map: string]: JsonObject };
  /** what the settings document holds, by the name of its map: only what the workspace changed */
  readonly settings: { readonly [map: string]: JsonObject };
}
