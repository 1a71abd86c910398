/** Whether this app may show a note in its editor at all: an editor deletes the nodes that it does not know. */
import * as Y from 'yjs';
import { NOTE_VERSION, type Note } from '#schema/records/note.ts';

/** The nodes of version 1, as they lie in the document. Kept apart from the editor, which is loaded later. */
export const NOTE_NODES: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'hardBreak',
  'mention',
]);

/** False for a note of a later version, and for one in which another app has written nodes of its own. */
export function isEditable(note: Pick<Note, 'version'>, fragment: Y.XmlFragment): boolean {
  return (note.version ?? NOTE_VERSION) <= NOTE_VERSION && knowsAll(fragment);
}

function knowsAll(fragment: Y.XmlFragment): boolean {
  return fragment.toArray().every((node) => {
    if (node instanceof Y.XmlText) return true;
    return node instanceof Y.XmlElement && NOTE_NODES.has(node.nodeName) && knowsAll(node);
  });
}
