// What every request has to pass: Host, Origin, size and kind of body; and what every answer carries.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API, ServerShape } from '#schema/protocol.ts';
import { PASSWORD } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';

let server: TestServer;
let page: string;

beforeAll(async () => {
  page = mkdtempSync(join(tmpdir(), 'ortak-page-'));
  mkdirSync(join(page, 'assets'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Ortak</title>');
  writeFileSync(join(page, 'sw.js'), '// the worker');
  writeFileSync(join(page, 'assets/index-Bx12yZ9a.js'), 'console.log("hello")'.repeat(200));
  server = await startTestServer({
    clientFolder: page,
    publicOrigins: ['https://crm.example.com'],
    trustedProxies: ['127.0.0.2'],
  });
});

afterAll(async () => {
  await server.remove();
  rmSync(page, { recursive: true });
});

interface Plain {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A request with any Host, from any address of this machine: `fetch` would not send either. */
function plain(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; from?: string } = {},
): Promise<Plain> {
  const { method = 'GET', headers = {}, body, from } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: server.port,
        path,
        method,
        headers,
        ...(from === undefined ? {} : { localAddress: from }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const signUp = (email: string): string => JSON.stringify({ name: 'Ayşe', email, password: PASSWORD, locale: 'tr' });
const json = { 'content-type': 'application/json' };

describe('the Host', () => {
  it('has to be a name of this server', async () => {
    const own = [
      `127.0.0.1:${server.port}`,
      `localhost:${server.port}`,
      'localhost',
      `[::1]:${server.port}`,
      'crm.example.com',
    ];
    for (const host of own)
      expect([host, (await plain(API.server, { headers: { host } })).status]).toEqual([host, 200]);
    for (const host of ['evil.example', 'localhost.evil.example', '8.8.8.8', 'crm.example.com.evil.example', 'a b']) {
      const { status, body } = await plain(API.server, { headers: { host } });
      expect([host, status === 403 || status === 400]).toEqual([host, true]);
      if (status === 403) expect(body).toContain('ORTAK_PUBLIC_URL');
    }
  });
});

describe('the Origin', () => {
  it('of what changes something has to be the page of that Host', async () => {
    const post = (origin: string, email: string) =>
      plain(API.signUp, { method: 'POST', headers: { ...json, origin }, body: signUp(email) });
    for (const origin of [
      'https://evil.example',
      'null',
      `http://localhost:${server.port}`,
      `https://127.0.0.1:${server.port}`,
    ]) {
      expect([origin, (await post(origin, 'origin@firma.com')).status]).toEqual([origin, 403]);
    }
    expect((await post(server.origin, 'origin@firma.com')).status).toBe(200);
  });

  it('may be missing where no browser sent the request, and not where one did', async () => {
    const post = (site: Record<string, string>, email: string) =>
      plain(API.signUp, { method: 'POST', headers: { ...json, ...site }, body: signUp(email) });
    expect((await post({ 'sec-fetch-site': 'cross-site' }, 'site1@firma.com')).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'same-site' }, 'site2@firma.com')).status).toBe(403);
    expect((await post({}, 'site3@firma.com')).status).toBe(200);
  });
});

describe('a body', () => {
  it('has to be JSON, well-formed and small', async () => {
    const post = (headers: Record<string, string>, body: string) =>
      plain(API.signUp, { method: 'POST', headers: { ...headers, origin: server.origin }, body });
    const refused = [
      await post({ 'content-type': 'text/plain' }, signUp('body1@firma.com')),
      await post({ 'content-type': 'application/x-www-form-urlencoded' }, 'name=x'),
      await post({}, signUp('body2@firma.com')),
      await post(json, '{"name":'),
      await post(json, 'null'),
      await post(json, '[]'),
      await post(json, JSON.stringify({ name: 'x'.repeat(200_000) })),
    ];
    expect(refused.map(({ status, body }) => [status, JSON.parse(body).error])).toEqual(
      refused.map(() => [400, 'bad-request']),
    );
  });
});

describe('an answer', () => {
  it('forbids browsers what is not ours', async () => {
    for (const path of ['/', API.server, '/health', '/leads']) {
      const { headers } = await plain(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('same-origin');
    }
  });

  it('of the API stays in no cache', async () => {
    expect((await plain(API.server)).headers['cache-control']).toBe('no-store');
    expect((await plain(API.me)).headers['cache-control']).toBe('no-store');
  });

  it('to an unknown call is a refusal in JSON, not the page', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['POST', '/api/me'],
      ['DELETE', '/api/server'],
    ] as const) {
      const { status, body } = await plain(path, { method, headers: { origin: server.origin } });
      expect([path, status, JSON.parse(body)]).toEqual([path, 404, { error: 'not-found' }]);
    }
  });

  it('tells version, time and addresses to anyone', async () => {
    const info = ServerShape.parse(JSON.parse((await plain(API.server)).body));
    expect(info.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(info.addresses).toEqual(['https://crm.example.com', server.origin]);
  });

  it('about health is plain', async () => {
    const { status, body } = await plain('/health');
    expect([status, JSON.parse(body)]).toMatchObject([200, { status: 'ok' }]);
  });
});

describe('the page', () => {
  it('keeps hashed files for ever and asks for the others each time', async () => {
    const asset = await plain('/assets/index-Bx12yZ9a.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-encoding']).toBe('gzip');
    for (const path of ['/', '/index.html', '/sw.js']) {
      const { status, headers } = await plain(path);
      expect([path, status, headers['cache-control']]).toEqual([path, 200, 'no-cache']);
    }
  });

  it('opens at every address of the app, and only there', async () => {
    for (const path of ['/leads/abc', '/join/token-of_some-kind', '/reset/x']) {
      const { status, body, headers } = await plain(path);
      expect([path, status, body.includes('<title>Ortak')]).toEqual([path, 200, true]);
      expect(headers['cache-control']).toBe('no-cache');
    }
    for (const path of ['/assets/gone-Bx12yZ9a.js', '/../secret', '/%2e%2e/secret', '/..%2fsecret']) {
      const { status, body } = await plain(path);
      expect([path, body.includes('accounts')]).toEqual([path, false]);
      if (path.endsWith('.js')) expect(status).toBe(404);
    }
  });
});

describe('behind a proxy', () => {
  const forwarded = { host: 'crm.example.com', 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' };

  it('https makes cookies secure and is kept by browsers', async () => {
    const { status, headers } = await plain(API.signUp, {
      method: 'POST',
      from: '127.0.0.2',
      headers: { ...json, ...forwarded, origin: 'https://crm.example.com' },
      body: signUp('proxy@firma.com'),
    });
    expect(status).toBe(200);
    expect(String(headers['set-cookie'])).toMatch(/; Secure/);
    expect(String(headers['strict-transport-security'])).toMatch(/^max-age=\d+/);
    expect(String(headers['content-security-policy'])).toContain('wss://crm.example.com');
  });

  it('clients are told apart by the address that the proxy saw, and nobody else is believed', async () => {
    const guess = (from: string, seenAs: string) =>
      plain(API.signIn, {
        method: 'POST',
        from,
        headers: { ...json, host: `127.0.0.1:${server.port}`, 'x-forwarded-for': seenAs },
        body: JSON.stringify({ email: 'victim@firma.com', password: 'a wrong password' }),
      });
    for (let n = 0; n < 10; n++) await guess('127.0.0.2', '203.0.113.9');
    expect((await guess('127.0.0.2', '203.0.113.9')).status).toBe(429);
    expect((await guess('127.0.0.2', '203.0.113.10')).status).toBe(401);
    // What the client itself wrote stands left of what the proxy saw.
    expect((await guess('127.0.0.2', '198.51.100.1, 203.0.113.9')).status).toBe(429);
    for (let n = 0; n < 10; n++) await guess('127.0.0.3', `198.51.100.${n}`);
    expect((await guess('127.0.0.3', '198.51.100.77')).status).toBe(429);
  });
});
