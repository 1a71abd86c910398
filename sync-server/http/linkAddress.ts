/** The address in a link that one person hands to another: it has to open on the other's machine. */
import type { Context } from 'hono';
import type { Routed } from './guard.ts';
import type { Surroundings } from './surroundings.ts';

/** `path` under the configured address, else the one the asking person uses, unless that works on their machine alone. */
export function linkTo(c: Context<Routed>, { config, addresses }: Surroundings, path: string): string {
  const { origin, host } = c.get('whence');
  const isOwnMachine = /^(localhost|[^:]+\.localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(host);
  const onNetwork = addresses().find((address) => !/\/\/(localhost|127\.|\[::1\])/.test(address));
  const base = config.publicOrigins[0] ?? (isOwnMachine ? (onNetwork ?? origin) : origin);
  return `${base}${path}`;
}
