/**
 * Every setting of the server, read from the environment once. A value that cannot be meant is refused with a
 * sentence that says what to write instead. Nothing else in the server reads `process.env`.
 */
import { resolve } from 'node:path';
import { isIP } from 'node:net';

import type { StorageLimits } from './storage/storageLimit.ts';

export type LogStyle = 'text' | 'json' | 'silent';

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  /** The one address to listen on; absent means every interface. */
  readonly host: string | undefined;
  /** Absolute path of the folder that holds all that is kept. */
  readonly dataFolder: string;
  /** Absolute path of the built page; without the folder only the API answers. */
  readonly clientFolder: string;
  /** Origins (scheme, host, port) under which people reach this server besides its own addresses; the first goes into links. */
  readonly publicOrigins: readonly string[];
  /** Addresses and CIDR ranges whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly logStyle: LogStyle;
  /** What `/metrics` asks for as a bearer token; without it there is no such page. */
  readonly metricsToken: string | undefined;
  readonly storageLimits: StorageLimits;
}

/** A setting that cannot be used; the message is a sentence for the person who starts the server. */
export class ConfigError extends Error {}

const MB = 1024 * 1024;
const ROOT = resolve(import.meta.dirname, '..');
const LOG_STYLES: readonly LogStyle[] = ['text', 'json', 'silent'];

/**
 * The settings in an environment. Throws `ConfigError` on the first value that cannot be meant. Where nothing is said
 * about the log, a person at a terminal gets text, everything else JSON.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  { isTerminal = true }: { isTerminal?: boolean } = {},
): Config {
  const value = (name: string): string | undefined => environment[name]?.trim() || undefined;
  return {
    port: readPort(value('ORTAK_PORT')),
    host: readHost(value('ORTAK_HOST')),
    dataFolder: resolve(value('ORTAK_DATA') ?? resolve(ROOT, 'data')),
    clientFolder: resolve(ROOT, 'dist/client'),
    publicOrigins: list(value('ORTAK_PUBLIC_URL')).map(readOrigin),
    trustedProxies: list(value('ORTAK_TRUSTED_PROXY')).flatMap(readProxy),
    logStyle: readLogStyle(value('ORTAK_LOG')) ?? (isTerminal ? 'text' : 'json'),
    metricsToken: readMetricsToken(value('ORTAK_METRICS_TOKEN')),
    storageLimits: {
      workspace: readMegabytes('ORTAK_WORKSPACE_MB', value('ORTAK_WORKSPACE_MB'), 1024),
      demo: readMegabytes('ORTAK_DEMO_MB', value('ORTAK_DEMO_MB'), 64),
    },
  };
}

const list = (text: string | undefined): string[] => (text ?? '').split(',').flatMap((part) => part.trim() || []);

function readPort(text: string | undefined): number {
  if (text === undefined) return 3000;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port;
  throw new ConfigError(`ORTAK_PORT is "${text}"; write a whole number from 0 to 65535, for example 3000.`);
}

function readHost(text: string | undefined): string | undefined {
  if (text === undefined || text === '*') return undefined;
  if (isIP(text) !== 0 || text === 'localhost') return text;
  throw new ConfigError(
    `ORTAK_HOST is "${text}"; write the IP address to listen on, for example 127.0.0.1, or leave it out to listen on every interface.`,
  );
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (bare && (url.protocol === 'https:' || url.protocol === 'http:')) return url.origin;
  throw new ConfigError(
    `ORTAK_PUBLIC_URL has "${text}"; write the address that people open, without a path, for example https://crm.example.com (several are separated by commas).`,
  );
}

function readProxy(text: string): string[] {
  if (text === 'loopback') return ['127.0.0.0/8', '::1'];
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const prefixFits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest);
  if (family !== 0 && prefixFits && rest.length === 0) return [text];
  throw new ConfigError(
    `ORTAK_TRUSTED_PROXY has "${text}"; write the proxy's IP address or range, for example 10.0.0.5 or 10.0.0.0/8, or the word loopback.`,
  );
}

function readMetricsToken(text: string | undefined): string | undefined {
  if (text === undefined || /^[\w.~+/=-]{16,}$/.test(text)) return text;
  throw new ConfigError(
    'ORTAK_METRICS_TOKEN is too short or has other characters than letters, digits and -._~+/=; write at least 16 of them, for example what `openssl rand -hex 16` prints.',
  );
}

/** A number of megabytes, in bytes. */
function readMegabytes(name: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard * MB;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text) * MB;
  throw new ConfigError(`${name} is "${text}"; write a whole number of megabytes, for example ${standard}.`);
}

function readLogStyle(text: string | undefined): LogStyle | undefined {
  if (text === undefined) return undefined;
  const style = LOG_STYLES.find((known) => known === text);
  if (style) return style;
  throw new ConfigError(`ORTAK_LOG is "${text}"; write text (for people), json (for machines) or silent.`);
}
