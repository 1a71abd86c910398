/** Reads a note's text for showing it. Never writes: an editor that is bound to the fragment would mend what it reads. */
import type { JSONContent } from '@tiptap/core';
import * as Y from 'yjs';

/** The text as the editor takes it. Only for notes that pass `isEditable`: what is unknown is not looked for here. */
export function readNote(fragment: Y.XmlFragment): JSONContent {
  const content = fragment.toArray().flatMap(nodesOf);
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

function nodesOf(child: unknown): JSONContent[] {
  if (child instanceof Y.XmlText) return textsOf(child);
  if (!(child instanceof Y.XmlElement)) return [];
  return [{ type: child.nodeName, attrs: child.getAttributes(), content: child.toArray().flatMap(nodesOf) }];
}

function textsOf(text: Y.XmlText): JSONContent[] {
  const parts = text.toDelta() as readonly { insert: string; attributes?: Readonly<Record<string, object>> }[];
  return parts.map(({ insert, attributes = {} }) => ({
    type: 'text',
    text: insert,
    marks: Object.entries(attributes).map(([type, attrs]) => ({ type, attrs: { ...attrs } })),
  }));
}
