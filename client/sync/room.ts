/** The carriers in this page, one set for each user: the way in to everything in `client/sync`. */
import { COLLAB_PATH } from '#schema/protocol.ts';
import { type Carriers, openCarriers } from './carriers.ts';
import { fetchContent } from './fetchContent.ts';

export type { OpenRoom } from './roomHandle.ts';

const page = new Map<string, Carriers>();

/** The carriers of this user in this page, made at first use. */
export function carriersOf(user: string): Carriers {
  let carriers = page.get(user);
  if (!carriers) {
    carriers = openCarriers(user, { url: collabUrl(), fetchContent }, () => page.delete(user));
    page.set(user, carriers);
  }
  return carriers;
}

function collabUrl(): string {
  const url = new URL(COLLAB_PATH, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
