/**
 * Values between a document and JSON. What JSON cannot hold (bytes, Yjs types, functions) is left out, and so are
 * the keys `__proto__` and `constructor`: they change what an object is taken for instead of what it holds (Yjs looks at
 * an object's `constructor` to tell what it is).
 */
import * as Y from 'yjs';
import type { JsonObject, JsonValue } from './format.ts';

const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor']);

/** Deeper than anything the app writes; the server takes no values nested deeper than 64. */
const MAX_DEPTH = 32;

/** A value as JSON holds it, rebuilt from its own keys; undefined where JSON has no place for it or it is nested too deep. */
export function cleanJson(value: unknown, depth = 0): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return null;
  if (depth >= MAX_DEPTH || isNoJson(value)) return undefined;
  if (Array.isArray(value)) return value.map((part) => cleanJson(part, depth + 1) ?? null);
  return cleanObject(value, depth);
}

const isNoJson = (value: object): boolean =>
  ArrayBuffer.isView(value) ||
  value instanceof ArrayBuffer ||
  value instanceof Y.AbstractType ||
  value instanceof Y.Doc;

/** The own keys of an object, cleaned. */
export function cleanObject(value: object, depth = 0): JsonObject {
  const clean: Record<string, JsonValue> = {};
  for (const [key, part] of Object.entries(value)) {
    const json = UNSAFE.has(key) ? undefined : cleanJson(part, depth + 1);
    if (json !== undefined) clean[key] = json;
  }
  return clean;
}
