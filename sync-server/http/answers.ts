/**
 * How answers look: refusals as `ErrorBody` with their status, bodies parsed once by the protocol's schemas,
 * cookies with `Secure` on https.
 */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ZodMiniType } from 'zod/mini';
import { type ErrorBody, REFUSAL_STATUS, type Refusal } from '#schema/protocol.ts';
import type { Routed } from './guard.ts';

/** Largest JSON body, in bytes: names and passwords, nothing more. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Answers with a refusal and its status; `field` names what in the body was wrong. */
export function refuse(c: Context, error: Refusal, field?: string): Response {
  const body: ErrorBody = field === undefined ? { error } : { error, field };
  return c.json(body, REFUSAL_STATUS[error] as ContentfulStatusCode);
}

/** The body of a request as its schema has it, or the refusal to answer with. */
export async function bodyOf<T>(c: Context, schema: ZodMiniType<T>): Promise<T | Response> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return refuse(c, 'bad-request');
  const text = await c.req.text();
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path[0];
  return refuse(c, 'bad-request', typeof field === 'string' ? field : undefined);
}

/** A parameter of the path. */
export const parameter = (c: Context, name: string): string => c.req.param(name) ?? '';

/** The key or token of an `Authorization: Bearer` header; null without one. */
export const bearerOf = (c: Context): string | null =>
  /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;

/** Sets the cookies that the accounts made; `Secure` where the page itself came over https. */
export function setCookies(c: Context<Routed>, cookies: readonly string[]): void {
  for (const cookie of cookies) {
    c.header('set-cookie', c.get('whence').https ? `${cookie}; Secure` : cookie, { append: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
