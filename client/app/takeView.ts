/** Takes a picture of the page as it stands, to be drawn again by `drawView`. */
import type { Json } from '../sync/deviceStore.ts';
import { isDrawn, isDrawnAttribute } from './drawView.ts';

/** The picture of an element; null while it is scrolled or holds a selection, which the next opening would not have. */
export function takeView(element: Element): Json | null {
  const inner = [element, ...element.querySelectorAll('*')];
  if (inner.some(({ scrollTop, scrollLeft }) => scrollTop > 0 || scrollLeft > 0)) return null;
  if (element.querySelector('[aria-selected="true"]')) return null;
  return treeOf(element);
}

function treeOf(element: Element): Json {
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) if (isDrawnAttribute(name)) attributes[name] = value;
  // whether all is saved is said by no picture
  if (element.matches('[data-sync]')) attributes['style'] = 'visibility: hidden';
  if (element instanceof HTMLInputElement) attributes['value'] = element.value;
  const nodes: Json[] = [];
  for (const node of element.childNodes) {
    if (node instanceof Text) nodes.push(node.data);
    else if (node instanceof Element && isDrawn(node.localName)) nodes.push(treeOf(node));
  }
  return [element.localName, attributes, nodes];
}
