/** The field history of a record, page by page, for whoever may read the workspace's room: a member or a key. */
import { Hono } from 'hono';
import { type HistoryPage, historyPath } from '#schema/history.ts';
import { roomAccess } from '#schema/policy.ts';
import { isRecordType } from '#schema/records/index.ts';
import { roomName } from '#schema/rooms.ts';
import { isId } from '#schema/workspace.ts';
import { parameter, refuse } from './answers.ts';
import type { Routed } from './guard.ts';
import { holderOf } from './keyRoutes.ts';
import type { Surroundings } from './surroundings.ts';

const PAGE = 50;

export function historyRoutes(surroundings: Surroundings): Hono<Routed> {
  const { live, history } = surroundings;
  const app = new Hono<Routed>();

  app.get(historyPath(':workspace', ':type', ':record'), async (c) => {
    const holder = await holderOf(c, surroundings);
    if (holder instanceof Response) return holder;
    const { workspace, epoch, role } = holder.membership;
    if (roomAccess('workspace', role) === 'none') return refuse(c, 'forbidden');
    const type = parameter(c, 'type');
    const record = parameter(c, 'record');
    const before = c.req.query('before');
    if (!isRecordType(type) || !isId(record)) return refuse(c, 'not-found');
    if (before !== undefined && !/^\d{1,15}$/.test(before)) return refuse(c, 'bad-request', 'before');
    const room = roomName('workspace', workspace, epoch);
    await live.historyTold(room);
    const page = await history({
      room,
      type,
      record,
      limit: PAGE,
      ...(before === undefined ? {} : { before: Number(before) }),
    });
    return c.json(page satisfies HistoryPage);
  });

  return app;
}
