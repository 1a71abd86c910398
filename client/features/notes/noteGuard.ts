/**
 * Whether this app may show a note in its editor at all: an editor deletes what it does not know, be it a node, a mark on
 * a text, or a node where it expects another; and an attribute as soon as its node is edited.
 */
import * as Y from 'yjs';
import { NOTE_VERSION, type Note } from '#schema/records/note.ts';

interface Known {
  readonly attributes: readonly string[];
  /** nodes that may stand in it; with `text`, words too */
  readonly holds: readonly string[];
  /** what its first child must be */
  readonly first?: string;
}

const TEXT = 'text';
const BLOCKS = ['paragraph', 'heading', 'bulletList', 'orderedList'];
const INLINE = [TEXT, 'hardBreak', 'mention'];

/** The nodes of version 1, as they lie in the document. Kept apart from the editor, which is loaded later. */
const NODES: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['paragraph', { attributes: [], holds: INLINE }],
  ['heading', { attributes: ['level'], holds: INLINE }],
  ['bulletList', { attributes: [], holds: ['listItem'] }],
  ['orderedList', { attributes: ['start', 'type'], holds: ['listItem'] }],
  ['listItem', { attributes: [], holds: BLOCKS, first: 'paragraph' }],
  ['hardBreak', { attributes: [], holds: [] }],
  ['mention', { attributes: ['id', 'label'], holds: [] }],
]);
const ROOT: Known = { attributes: [], holds: BLOCKS };

/** The marks of version 1 and their attributes. Of a link only its address counts: the others never had an effect here. */
const MARKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['bold', []],
  ['italic', []],
  ['strike', []],
  ['link', ['href', 'target', 'rel', 'class', 'title']],
]);

/** Deeper than anyone nests lists; what a foreign client nested deeper must not overflow the stack. */
const DEPTH_LIMIT = 64;

/** False for a note of a later version, and for one in which another app has written what this one would not keep. */
export function isEditable(note: Pick<Note, 'version'>, fragment: Y.XmlFragment): boolean {
  return (note.version ?? NOTE_VERSION) <= NOTE_VERSION && knowsChildren(fragment, ROOT, 0);
}

function knowsChildren(parent: Y.XmlFragment, { holds, first }: Known, depth: number): boolean {
  if (depth > DEPTH_LIMIT) return false;
  const children = parent.toArray();
  if (first !== undefined && children[0] && nameOf(children[0]) !== first) return false;
  return children.every((child) => {
    const name = nameOf(child);
    if (name === null || !holds.includes(name)) return false;
    return child instanceof Y.XmlText ? knowsText(child) : child instanceof Y.XmlElement && knowsNode(child, depth);
  });
}

function knowsNode(node: Y.XmlElement, depth: number): boolean {
  const known = NODES.get(node.nodeName);
  if (!known) return false;
  const attributes = Object.keys(node.getAttributes());
  return attributes.every((name) => known.attributes.includes(name)) && knowsChildren(node, known, depth + 1);
}

function knowsText(text: Y.XmlText): boolean {
  const parts = text.toDelta() as readonly { insert: unknown; attributes?: Readonly<Record<string, unknown>> }[];
  return parts.every(({ insert, attributes = {} }) => typeof insert === 'string' && knowsMarks(attributes));
}

const knowsMarks = (marks: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(marks).every(([name, value]) => {
    const known = MARKS.get(name);
    return known !== undefined && Object.keys(Object(value)).every((attribute) => known.includes(attribute));
  });

const nameOf = (child: unknown): string | null =>
  child instanceof Y.XmlText ? TEXT : child instanceof Y.XmlElement ? child.nodeName : null;

/** Whether a transaction changed this note: its text, or the keys of the record beside it (such as its version). */
export function touchesNote(transaction: Y.Transaction, fragment: Y.XmlFragment): boolean {
  const record = fragment.parent;
  for (const changed of transaction.changed.keys()) {
    for (let type: unknown = changed; type instanceof Y.AbstractType; type = type.parent) {
      if (type === fragment || type === record) return true;
    }
  }
  return false;
}
