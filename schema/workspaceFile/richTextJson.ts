/**
 * A note's text as JSON and back, node by node, so that headings, lists, marks, links and mentions survive, and also
 * what only a newer editor knows.
 */
import * as Y from 'yjs';
import { cleanJson, cleanObject } from './cleanJson.ts';
import type { JsonObject, RichNode, TextRun } from './format.ts';

/** Deeper than any editor nests; more would overflow the stack of whoever walks it. */
const MAX_DEPTH = 48;

/** The content of a text. Elements nested deeper than any editor nests are left out. */
export const richTextToJson = (fragment: Y.XmlFragment, depth = 0): RichNode[] =>
  fragment.toArray().flatMap((node): RichNode[] => {
    if (node instanceof Y.XmlText) return [{ text: runsOf(node) }];
    if (!(node instanceof Y.XmlElement) || depth >= MAX_DEPTH) return [];
    const attrs = cleanObject(node.getAttributes());
    const content = richTextToJson(node, depth + 1);
    return [
      {
        element: node.nodeName,
        ...(Object.keys(attrs).length > 0 && { attrs }),
        ...(content.length > 0 && { content }),
      },
    ];
  });

function runsOf(text: Y.XmlText): TextRun[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: object }[];
  return delta.flatMap(({ insert, attributes }) => {
    if (typeof insert !== 'string') return [];
    const marks = cleanObject(attributes ?? {});
    return [{ text: insert, ...(Object.keys(marks).length > 0 && { marks }) }];
  });
}

/** Nodes read from a file; null where they are none. */
export function richNodesFrom(value: unknown, depth = 0): RichNode[] | null {
  if (!Array.isArray(value) || depth > MAX_DEPTH) return null;
  const nodes: RichNode[] = [];
  for (const one of value) {
    const node = richNodeFrom(one, depth);
    if (node === null) return null;
    nodes.push(node);
  }
  return nodes;
}

function richNodeFrom(value: unknown, depth: number): RichNode | null {
  if (!isObject(value)) return null;
  const { element, attrs, content, text } = value;
  if (Array.isArray(text)) {
    const runs = text.flatMap((run) => runFrom(run) ?? []);
    return runs.length === text.length ? { text: runs } : null;
  }
  if (typeof element !== 'string' || !NODE_NAME.test(element)) return null;
  const inner = content === undefined ? [] : richNodesFrom(content, depth + 1);
  if (inner === null || !(attrs === undefined || isObject(attrs))) return null;
  return { element, attrs: cleanObject(attrs ?? {}), content: inner };
}

function runFrom(value: unknown): TextRun | null {
  if (!isObject(value) || typeof value['text'] !== 'string') return null;
  const { text, marks } = value;
  if (marks === undefined) return { text };
  return isObject(marks) ? { text, marks: cleanObject(marks) } : null;
}

const NODE_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Writes nodes into an empty text; must run inside a transaction. */
export function writeRichText(fragment: Y.XmlFragment, nodes: readonly RichNode[]): void {
  fragment.insert(0, nodes.map(nodeOf));
}

function nodeOf(node: RichNode): Y.XmlElement | Y.XmlText {
  if ('text' in node) return textOf(node.text);
  const element = new Y.XmlElement<JsonObject>(node.element);
  // as they were: the editor keeps a heading's level as a number
  for (const [name, value] of Object.entries(node.attrs ?? {})) element.setAttribute(name, value);
  element.insert(0, (node.content ?? []).map(nodeOf));
  return element as Y.XmlElement;
}

function textOf(runs: readonly TextRun[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(
    runs
      .filter((run) => run.text !== '')
      .map((run) => ({ insert: run.text, ...(run.marks && { attributes: cleanJson(run.marks) as JsonObject }) })),
    { sanitize: false },
  );
  return text;
}
