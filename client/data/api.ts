/**
 * The edge to the server's HTTP: every call goes out here, and every answer is parsed once, by the shapes of
 * schema/protocol.ts. A refusal is a value with a code; nothing here throws for what a network or a server may do.
 */
import * as z from 'zod/mini';
import { ErrorShape, type Refusal } from '#schema/protocol.ts';

/** Why a call did not succeed: the server's own code, or `unreachable` when no answer of ours came back. */
export type ApiRefusal = Refusal | 'unreachable';

export type ApiResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: ApiRefusal; readonly field?: string };

const TIMEOUT_MS = 20_000;
/** A file of a hundred megabytes on a slow line, and what the server does with it. */
const FILE_TIMEOUT_MS = 600_000;

/** What a gateway answers when the server behind it is away. */
const AWAY = new Set([502, 503, 504]);

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Calls a path of `API` and reads the answer as `shape`. A body that is a file is sent as it is. */
export async function callApi<S extends z.ZodMiniType>(
  method: Method,
  path: string,
  shape: S,
  body?: unknown,
): Promise<ApiResult<z.infer<S>>> {
  const isFile = body instanceof Blob;
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(isFile ? FILE_TIMEOUT_MS : TIMEOUT_MS),
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: isFile ? body : JSON.stringify(body) }),
    });
    answer = await response.json();
  } catch {
    // no network, no answer in time, or a page of someone else's (a hotel's login) in place of ours
    return { ok: false, refusal: 'unreachable' };
  }
  if (response.ok) {
    const parsed = shape.safeParse(answer);
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, refusal: 'server-error' };
  }
  return refusedBy(response.status, answer);
}

/** Fetches a file from a path of `API`. */
export async function fetchFile(path: string): Promise<ApiResult<Blob>> {
  try {
    const response = await fetch(path, {
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(FILE_TIMEOUT_MS),
    });
    return response.ok ? { ok: true, value: await response.blob() } : refusedBy(response.status, await response.json());
  } catch {
    return { ok: false, refusal: 'unreachable' };
  }
}

function refusedBy(status: number, answer: unknown): ApiResult<never> {
  const refused = ErrorShape.safeParse(answer);
  if (!refused.success) return { ok: false, refusal: AWAY.has(status) ? 'unreachable' : 'server-error' };
  const { error: refusal, field } = refused.data;
  return field === undefined ? { ok: false, refusal } : { ok: false, refusal, field };
}

/** The answer of calls that only say that it was done. */
export const DoneShape = z.object({});
