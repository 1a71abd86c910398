/**
 * The addresses under which this server is reached, and which `Host` a request may name.
 * A page of another site can make a browser send requests here under a name of that site's own (DNS rebinding):
 * therefore a host that is neither localhost, nor this machine's, nor configured, is no host of ours.
 */
import { hostname, networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import type { Config } from './config.ts';

/** Every address to open, configured ones first, then localhost, then the local network. */
export function servedAddresses(config: Pick<Config, 'host' | 'publicOrigins'>, port: number): string[] {
  const { host } = config;
  if (host !== undefined && !isAnyAddress(host)) {
    const only = host === '127.0.0.1' || host === '::1' ? host : undefined;
    return [...config.publicOrigins, `http://${bracketed(only ?? host)}:${port}`];
  }
  const local = networkAddresses().filter((address) => isIP(address) === 4);
  return [...config.publicOrigins, ...['localhost', ...local].map((name) => `http://${name}:${port}`)];
}

/** Whether a `Host` header names this server: localhost, one of the machine's own addresses or names, or a configured origin. */
export function isServedHost(host: string, publicOrigins: readonly string[]): boolean {
  if (publicOrigins.some((origin) => new URL(origin).host === host)) return true;
  const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
  if (url === null || url.host !== host.toLowerCase().replace(/:80$/, '')) return false;
  const name = url.hostname.replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || isLoopback(name) || isOwn(name);
}

/** The address as Node reports it, an IPv4 one freed from its IPv6 wrapping. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');

const isLoopback = (name: string): boolean => name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));

const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '::';

function isOwn(name: string): boolean {
  if (isIP(name) !== 0) return networkAddresses().includes(name);
  const own = hostname().toLowerCase();
  return name === own || name === `${own}.local` || name === `${own.split('.')[0]}.local`;
}

const networkAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((entries) =>
    (entries ?? []).filter((entry) => !entry.internal).map((entry) => entry.address.split('%')[0]!.toLowerCase()),
  );

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);
