/**
 * The app as people have it: a real server with a folder of its own, and any number of people, each in a browser of
 * their own. Accounts are made by the API (the account's own spec does it by hand); everything else goes through pages.
 * `E2E_CLIENT` names another built page than dist/client.
 */
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { API, type Link, LinkShape, type Me, MeShape } from '#schema/protocol.ts';
import type { Role } from '#schema/policy.ts';
import { spawnTestServer, startTestServer, type TestServer } from '#tests/support/server.ts';

export { expect } from '@playwright/test';

export const PASSWORD = 'yarın güneşli olacak';

/** Someone in a browser of their own, signed in, in a workspace. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly id: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly workspace: string;
}

interface Coming {
  readonly name?: string;
  readonly locale?: 'tr' | 'en';
  readonly browser?: BrowserContextOptions;
}

export interface App {
  readonly server: TestServer;
  /**
   * A browser that was never here; its address is the server's. Without a service worker, which would load the whole app
   * for each of them: tests of starting offline ask for `serviceWorkers: 'allow'`.
   */
  browser(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A new account with a new workspace, its page open. */
  comeIn(coming?: Coming & { readonly workspace?: string }): Promise<Person>;
  /** A new account that joins someone's workspace by their invitation, its page open. */
  join(host: Person, coming?: Coming & { readonly role?: Role }): Promise<Person>;
  /** A guest with a filled workspace, its page open. */
  lookAround(coming?: Coming): Promise<Person>;
}

/** A first visit loads the whole app and the whole workspace; on a busy machine that takes its time. */
export const FIRST_VISIT_MS = 45_000;

let people = 0;

export const test = base.extend<{ app: App }, { server: TestServer }>({
  server: [
    async ({ playwright: _playwright }, use) => {
      const client = process.env['E2E_CLIENT'];
      const server = client ? await startTestServer({ clientFolder: client }) : await spawnTestServer();
      await use(server);
      await server.remove();
    },
    { scope: 'worker' },
  ],
  app: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];

    const open: App['browser'] = async (options = {}) => {
      const context = await browser.newContext({
        locale: 'tr-TR',
        baseURL: server.origin,
        serviceWorkers: 'block',
        ...options,
      });
      contexts.push(context);
      return context;
    };

    const enter = async (context: BrowserContext, me: Me, workspace: string): Promise<Person> => {
      const page = await context.newPage();
      await page.goto(`/w/${workspace}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: FIRST_VISIT_MS });
      return { name: me.user.name, email: me.user.email ?? '', id: me.user.id, context, page, workspace };
    };

    const signUp = async (context: BrowserContext, { name = 'Ayşe Demir', locale = 'tr' }: Coming): Promise<Me> => {
      people += 1;
      const email = `kisi${people}.${process.pid}@ornek.com`;
      return MeShape.parse(await post(context, server, API.signUp, { name, email, password: PASSWORD, locale }));
    };

    const browserFor = ({ locale = 'tr', browser: options = {} }: Coming): Promise<BrowserContext> =>
      open({ locale: locale === 'tr' ? 'tr-TR' : 'en-GB', ...options });

    await use({
      server,
      browser: open,
      async comeIn(coming = {}) {
        const context = await browserFor(coming);
        await signUp(context, coming);
        const name = coming.workspace ?? 'Çınar Metal';
        const me = MeShape.parse(await post(context, server, API.workspaces, { name }));
        return enter(context, me, newest(me));
      },
      async join(host, coming = {}) {
        const link: Link = LinkShape.parse(
          await post(host.context, server, API.invitations(host.workspace), { role: coming.role ?? 'rep' }),
        );
        const token = new URL(link.url).pathname.split('/').at(-1) ?? '';
        const context = await browserFor(coming);
        await signUp(context, { name: 'Can Yıldız', ...coming });
        const me = MeShape.parse(await post(context, server, API.invitation(token)));
        return enter(context, me, host.workspace);
      },
      async lookAround(coming = {}) {
        const context = await browserFor(coming);
        const me = MeShape.parse(await post(context, server, API.demo, { locale: coming.locale ?? 'tr' }));
        return enter(context, me, newest(me));
      },
    });
    for (const context of contexts) await context.close();
  },
});

/** Waits until everything this page made is on the server's disk. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator('[data-sync="savedOnServer"][data-unsent="0"]')).toBeVisible();
}

/** Waits until everything this page made is on this device. */
export async function savedHere(page: Page): Promise<void> {
  await expect(page.locator('[data-sync][data-unstored="0"]')).toBeVisible();
}

/** Takes back what a toast tells of; others may stand beside it, of what was done before. */
export async function takeBack(page: Page, told: string): Promise<void> {
  const toast = page.getByRole('status').filter({ hasText: told });
  await toast.getByRole('button', { name: 'Geri al', exact: true }).click();
}

/** Waits until this page knows that the server is out of reach. */
export async function noticedOffline(page: Page): Promise<void> {
  await expect(page.locator('[data-sync="offline"]')).toBeVisible();
}

const newest = (me: Me): string => me.workspaces.at(-1)?.id ?? '';

/** Posts as the page of this browser would; the cookies stay in the browser. */
async function post(context: BrowserContext, server: TestServer, path: string, body?: unknown): Promise<unknown> {
  const response = await context.request.post(path, {
    headers: { origin: server.origin },
    ...(body !== undefined && { data: body }),
  });
  expect(response.ok(), `${path} answered ${response.status()}: ${await response.text()}`).toBe(true);
  return response.json();
}
