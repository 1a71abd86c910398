/**
 * What browsers are told to forbid: scripts, frames and connections that are not ours. Inline styles stay allowed,
 * because the component library sets sizes and colours by them; inline scripts are not.
 */
import type { MiddlewareHandler } from 'hono';
import type { Routed } from './guard.ts';
import type { Whence } from './whence.ts';

const YEAR = 365 * 24 * 60 * 60;

/** Sets the headers on every answer but the socket's. */
export function securityHeaders(): MiddlewareHandler<Routed> {
  return async (c, next) => {
    await next();
    const whence = c.get('whence');
    c.header('content-security-policy', policy(whence));
    c.header('x-content-type-options', 'nosniff');
    c.header('x-frame-options', 'DENY');
    c.header('referrer-policy', 'same-origin');
    c.header('cross-origin-resource-policy', 'same-origin');
    c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
    if (whence.https) {
      c.header('strict-transport-security', `max-age=${YEAR}`);
      c.header('cross-origin-opener-policy', 'same-origin');
    }
  };
}

function policy({ host, https }: Whence): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // Not every browser counts the socket of the same host as 'self'.
    `connect-src 'self' ${https ? 'wss' : 'ws'}://${host}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
