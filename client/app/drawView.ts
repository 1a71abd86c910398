/** Draws a kept picture of the page anew. It is data of this device, and read as such: nothing in it can run or load. */
import type { Json } from '../sync/deviceStore.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Whether an element is part of a picture: without the attributes that load and lead, only these two could do anything. */
export const isDrawn = (tag: string): boolean => /^[a-z][a-z\d]*$/i.test(tag) && !/^(?:script|style)$/i.test(tag);
/** Attributes that say how something looks. */
export const isDrawnAttribute = (name: string): boolean => LOOKS.has(name) || /^data-(?!sync|unsent|page)/.test(name);
const LOOKS: ReadonlySet<string> = new Set(
  'class style type value placeholder colspan viewBox width height fill stroke stroke-width stroke-linecap stroke-linejoin d cx cy r x y x1 y1 x2 y2 rx points'.split(
    ' ',
  ),
);

/** The nodes of a picture: texts, and `[tag, attributes, nodes]`. What is not of that shape is left out. */
export function drawView(tree: Json, into: Element): void {
  if (typeof tree === 'string') into.append(tree);
  if (!Array.isArray(tree)) return;
  const [tag, attributes, nodes] = tree as readonly Json[];
  if (typeof tag !== 'string' || !isDrawn(tag)) return;
  const isSvg = tag === 'svg' || into.namespaceURI === SVG;
  const element = isSvg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (isDrawnAttribute(name) && typeof value === 'string') element.setAttribute(name, value);
  }
  if (Array.isArray(nodes)) for (const node of nodes as readonly Json[]) drawView(node, element);
  into.append(element);
}
