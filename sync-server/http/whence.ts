/**
 * Where a request comes from and under which name it reached us: the client's address, the origin it was served from.
 * `X-Forwarded-*` headers count only when the socket's other end is a trusted proxy: anyone can write them.
 */
import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { plainAddress } from '../addresses.ts';
import type { Config } from '../config.ts';

export interface Whence {
  /** The client's own address, IPv6 cut to the network that one customer gets. */
  readonly client: string;
  /** Host and port as the client named them. */
  readonly host: string;
  readonly https: boolean;
  /** Scheme, host and port that the page was served from. */
  readonly origin: string;
}

type Reader = (request: IncomingMessage) => Whence;

export function createWhence(config: Pick<Config, 'trustedProxies' | 'publicOrigins'>): Reader {
  const trusted = new BlockList();
  for (const proxy of config.trustedProxies) {
    const [address = '', prefix] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (request) => {
    const peer = plainAddress(request.socket.remoteAddress ?? '');
    const behindProxy = isTrusted(peer);
    const forwarded = (name: string): string[] =>
      behindProxy ? headerList(request.headers[name]).map((part) => part.trim()) : [];
    // Each proxy appends the address that it saw: from the right, the first that is no proxy of ours is the client.
    const client =
      forwarded('x-forwarded-for')
        .map(plainAddress)
        .findLast((address) => !isTrusted(address)) ?? peer;
    const host = (forwarded('x-forwarded-host').at(-1) ?? request.headers.host ?? '').toLowerCase();
    const isPublicHttps =
      config.publicOrigins.includes(`https://${host}`) && !config.publicOrigins.includes(`http://${host}`);
    const https = forwarded('x-forwarded-proto').at(-1) === 'https' || isPublicHttps;
    return { client: network(client), host, https, origin: `${https ? 'https' : 'http'}://${host}` };
  };
}

const headerList = (header: string | string[] | undefined): string[] =>
  header === undefined ? [] : [header].flat().join(',').split(',');

/** One IPv6 customer has a whole /64: counting single addresses would count nothing. */
function network(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const full = [...groups, ...Array.from({ length: address.includes('::') ? missing : 0 }, () => '0')];
  return `${full.slice(0, 4).join(':')}::/64`;
}
