/**
 * Bytes over the wire: what each page costs who comes for the first time, what a second visit costs, and what a day of
 * work costs a representative: their own edits sent, their colleagues' received.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { builtPage } from '../browser/builtPage.ts';
import { openChromium } from '../browser/chromium.ts';
import { type Company, startCompany } from '../browser/company.ts';
import { companyOf, corpus } from '../corpus.ts';
import { bytes, type Findings } from '../report.ts';
import { workDay } from '../workDay.ts';

const LEADS = 1_000;
const EDITS = 10;
const PAGES = ['leads', 'pipeline', 'tasks', 'feed', 'reports', 'import'];

/** What went over the wire, in bytes as they went, headers included. */
interface Wire {
  scripts: number;
  styles: number;
  others: number;
  requests: number;
  /** of the socket, both ways */
  received: number;
  sent: number;
}

export async function run(): Promise<Findings> {
  const state = corpus(companyOf(LEADS));
  const company = await startCompany(state);
  const browser = await openChromium();
  try {
    const rows: string[][] = [];
    const welcome = await browser.newContext({ baseURL: company.origin, serviceWorkers: 'block' });
    rows.push(line('welcome, nobody signed in', await visit(welcome, '/welcome', 'h1')));
    await welcome.close();
    for (const page of PAGES) {
      const context = await comer(browser, company);
      rows.push(line(page, await visit(context, `/w/${company.workspace}/${page}`, 'header h1')));
      if (page === 'leads')
        rows.push(line('leads, a second visit', await visit(context, `/w/${company.workspace}/leads`, 'header h1')));
      await context.close();
    }
    const days = await day(browser, company, state);
    return {
      about: `A workspace of ${LEADS.toLocaleString('en')} leads (${bytes(state.length)} of document), measured at Chromium's own network, compressed as served, service worker off.`,
      tables: [
        {
          title: 'First load of a page',
          head: ['page', 'scripts', 'styles', 'fonts, words, API', 'in all', 'requests', 'socket in / out'],
          rows,
        },
        {
          title: 'A day of a representative',
          head: ['what', 'updates', 'bytes'],
          rows: days,
        },
      ],
      notes: [
        `The built page as a whole, as the service worker keeps it: ${bytes(folderBytes(builtPage(), (name) => !/\.(br|gz)$/.test(name)))}; compressed ${bytes(folderBytes(builtPage(), (name) => name.endsWith('.br')))}.`,
        'Of an edit the socket carries the update, what names its room, the acknowledgement, and presence; the parts of the day are bare updates, as the commands make them.',
        "Atomic CRM's demo, measured earlier, not in this run: first load 856 kB in 8 requests, 796 kB of it script.",
      ],
    };
  } finally {
    await browser.close();
    await company.remove();
  }
}

const comer = (browser: Browser, company: Company): Promise<BrowserContext> =>
  company.browser(browser, 'rep', { serviceWorkers: 'block' });

function line(name: string, wire: Wire): string[] {
  const { scripts, styles, others, requests, received, sent } = wire;
  return [
    name,
    ...[scripts, styles, others, scripts + styles + others].map(bytes),
    String(requests),
    `${bytes(received)} / ${bytes(sent)}`,
  ];
}

async function visit(context: BrowserContext, address: string, landmark: string): Promise<Wire> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const wire = await listen(page);
  await page.goto(address);
  await page.locator(landmark).first().waitFor();
  await quiet(page, wire);
  await page.close();
  return wire;
}

async function listen(page: Page): Promise<Wire> {
  const wire: Wire = { scripts: 0, styles: 0, others: 0, requests: 0, received: 0, sent: 0 };
  const session = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    wire.requests += encodedDataLength > 0 ? 1 : 0;
    if (kind === 'Script') wire.scripts += encodedDataLength;
    else if (kind === 'Stylesheet') wire.styles += encodedDataLength;
    else wire.others += encodedDataLength;
  });
  const sizeOf = ({ opcode, payloadData }: { opcode: number; payloadData: string }): number =>
    opcode === 2 ? Buffer.byteLength(payloadData, 'base64') : Buffer.byteLength(payloadData);
  session.on('Network.webSocketFrameReceived', ({ response }) => (wire.received += sizeOf(response)));
  session.on('Network.webSocketFrameSent', ({ response }) => (wire.sent += sizeOf(response)));
  await session.send('Network.enable');
  return wire;
}

/** Waits until nothing has come or gone for a second. */
async function quiet(page: Page, wire: Wire): Promise<void> {
  let before = '';
  for (let now = JSON.stringify(wire); now !== before; now = JSON.stringify(wire)) {
    before = now;
    await pause(1_000);
  }
}

/** What one edit costs on the wire beyond its update: measured in two people's pages. Rows of the table. */
async function day(browser: Browser, company: Company, state: Uint8Array): Promise<string[][]> {
  const contexts = await Promise.all([
    comer(browser, company),
    company.browser(browser, 'admin', { serviceWorkers: 'block' }),
  ]);
  const come = async (context: BrowserContext): Promise<{ page: Page; wire: Wire }> => {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    const wire = await listen(page);
    await page.goto(`/w/${company.workspace}/leads`);
    await page.locator('[data-sync="savedOnServer"][data-unsent="0"]').waitFor();
    return { page, wire };
  };
  const [rep, other] = [await come(contexts[0]), await come(contexts[1])];
  const field = rep.page.getByRole('article').getByRole('textbox', { name: 'Firma', exact: true });
  await rep.page.locator('tbody tr').first().click();
  await field.click();
  await Promise.all([quiet(rep.page, rep.wire), quiet(other.page, other.wire)]);
  const before = { out: rep.wire.sent, back: rep.wire.received, there: other.wire.received };
  for (let edit = 0; edit < EDITS; edit += 1) {
    await field.fill(`Düzenlenen ${edit}`);
    await field.press('Enter');
    // each on its own, as a person's are: not several in one frame
    await rep.page.locator('[data-sync="savedOnServer"][data-unsent="0"]').waitFor();
    await pause(50);
  }
  await Promise.all([quiet(rep.page, rep.wire), quiet(other.page, other.wire)]);
  const each = (total: number): number => Math.round(total / EDITS);
  const [out, back, there] = [
    each(rep.wire.sent - before.out),
    each(rep.wire.received - before.back),
    each(other.wire.received - before.there),
  ];
  await Promise.all(contexts.map((context) => context.close()));
  const parts = workDay(state);
  const all = parts.reduce((sum, part) => sum + part.bytes, 0);
  return [
    ['one edit of a field, at the one who makes it: sent / answered', '1', `${bytes(out)} / ${bytes(back)}`],
    ['the same, at a colleague who is there', '1', bytes(there)],
    ...parts.map((part) => [part.what, part.updates.toLocaleString('en'), bytes(part.bytes)]),
    [
      'the day in all, bare updates',
      parts.reduce((sum, part) => sum + part.updates, 0).toLocaleString('en'),
      bytes(all),
    ],
  ];
}

const folderBytes = (folder: string, isCounted: (name: string) => boolean): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isCounted)
    .map((name) => statSync(path.join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
