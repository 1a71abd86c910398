/**
 * Whole workspaces as files over HTTP: an admin takes one out, anyone with an account makes a new one of a file. Nothing
 * of a large body is read before it is known who sends it, and that it is their turn.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { may } from '#schema/policy.ts';
import { API } from '#schema/protocol.ts';
import { MAX_WORKSPACE_FILE_BYTES } from '#schema/workspaceFile/format.ts';
import type { ImportResult } from '../transfer/transfer.ts';
import { parameter, refuse } from './answers.ts';
import type { Routed } from './guard.ts';
import type { Surroundings } from './surroundings.ts';
import { answerMe, sessionOf } from './who.ts';

const REFUSAL = {
  foreign: 'foreign-file',
  newer: 'newer-file',
  damaged: 'damaged-file',
  'too-large': 'file-too-large',
} as const satisfies Record<Extract<ImportResult, { ok: false }>['problem'], string>;

/** To be mounted before the limit for small bodies. */
export function transferRoutes(surroundings: Surroundings): Hono<Routed> {
  const { workspaces, transfer, attempts } = surroundings;
  const app = new Hono<Routed>();

  app.get(API.workspaceFile(':workspace'), async (c) => {
    const session = await sessionOf(c, surroundings);
    if (session instanceof Response) return session;
    const { person } = session;
    const workspace = (await workspaces.listFor(person.id)).find(({ id }) => id === parameter(c, 'workspace'));
    if (!workspace) return refuse(c, 'not-found');
    if (!may(workspace.role, 'exportWorkspace')) return refuse(c, 'forbidden');
    if (transfer.isBusy || !attempts.take('make', person.id)) return refuse(c, 'too-many-requests');
    const file = await transfer.exportWorkspace(workspace);
    return c.body(file, 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="workspace.json"',
      'cache-control': 'no-store',
    });
  });

  app.use(
    API.importWorkspace,
    bodyLimit({ maxSize: MAX_WORKSPACE_FILE_BYTES, onError: (c) => refuse(c, 'file-too-large') }),
  );
  app.post(API.importWorkspace, async (c) => {
    const session = await sessionOf(c, surroundings);
    if (session instanceof Response) return session;
    const { person } = session;
    if (person.guest) return refuse(c, 'forbidden');
    if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return refuse(c, 'bad-request');
    if (transfer.isBusy || !attempts.take('make', person.id)) return refuse(c, 'too-many-requests');
    const result = await transfer.importWorkspace(new Uint8Array(await c.req.arrayBuffer()), person);
    if (!result.ok) return refuse(c, REFUSAL[result.problem], result.at);
    c.header('cache-control', 'no-store');
    return answerMe(c, surroundings, person);
  });

  return app;
}
