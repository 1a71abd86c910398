/**
 * From the click to the list that can be used: its first rows painted and its count right. Warm from the device with the
 * server gone, and cold from the server; beside the floor in the same browser, and beside the
 * app's packages doing the same work without the app.
 */
import { type Company, startCompany } from '../browser/company.ts';
import { serveFloor } from '../browser/floorPage.ts';
import { openQuietBrowser, type QuietBrowser, type QuietWindow } from '../browser/quietBrowser.ts';
import { companyOf, corpus } from '../corpus.ts';
import { median, spread } from '../measure.ts';
import { bytes, type Findings, ms, percent, times } from '../report.ts';

/** One lead: what the app itself takes to start, beside which the others say what the records take. */
const ALONE = 1;
const ROUNDS: readonly (readonly [leads: number, rounds: number])[] = [
  [ALONE, 7],
  [1_000, 7],
  [10_000, 5],
  [50_000, 3],
];
const GOAL = 1.3;

/** One opening, in ms of the page's own clock, which starts with the navigation. */
interface Opening {
  readonly rows: number;
  readonly usable: number;
  /** the longest task of the page's main thread, or 0 where none took over 50 ms */
  readonly longest: number;
}
type Way = () => Promise<Opening>;

export async function run(): Promise<Findings> {
  const sizes = sizesAsked();
  const browser = await openQuietBrowser();
  const head = [
    'leads',
    'document',
    'way',
    'floor',
    'its packages alone',
    'first rows',
    'usable',
    '±',
    'usable / floor',
    'usable / packages',
    'longest task',
  ];
  const rows: string[][] = [];
  const notes: string[] = [];
  /** medians of the app and of the floor with one lead */
  const alone: Partial<Record<'warm' | 'cold', { readonly ours: number; readonly floor: number }>> = {};
  try {
    for (const [leads, rounds] of sizes) {
      const state = corpus(companyOf(leads));
      const company = await startCompany(state);
      const floor = await serveFloor(state);
      try {
        for (const way of ['warm', 'cold'] as const) {
          const ways = await waysOf({ browser, company, floor: floor.origin, leads, size: state.length }, way);
          const { floor: least, packages, ours } = await alternate(ways, rounds);
          const lowest = median(least.map(({ usable }) => usable));
          const usable = ours.map((one) => one.usable);
          const bare = median(packages.map((one) => one.usable));
          const ratio = median(usable) / lowest;
          if (leads === ALONE) alone[way] = { ours: median(usable), floor: lowest };
          rows.push([
            leads.toLocaleString('en'),
            bytes(state.length),
            way === 'warm' ? 'from the device, server gone' : 'from the server',
            ms(lowest),
            ms(bare),
            ms(median(ours.map((one) => one.rows))),
            ms(median(usable)),
            percent(spread(usable)),
            times(ratio),
            times(median(usable) / bare),
            ms(median(ours.map(({ longest }) => longest))),
          ]);
          if (leads !== ALONE) notes.push(noteOf({ leads, way, usable: median(usable), lowest, alone: alone[way] }));
          await ways.end();
        }
      } finally {
        floor.close();
        await company.remove();
      }
    }
  } finally {
    await browser.close();
  }
  return {
    about:
      "From the start of the navigation to the first painted rows, and to the usable list (rows painted, count right), in a Chromium that nothing watches, its profile on disk; beside a page that does only what must be done: read the same bytes, `Y.applyUpdate`, forty rows of plain elements; and beside the same page made with the app's packages (Dexie, React, the router, Mantine with all its styles) and nothing else.",
    tables: [{ title: 'First list', head, rows }],
    notes: [
      ...notes,
      "Atomic CRM's demo, measured earlier, not in this run: first list of 500 contacts cold 2.3 s (1.5 s without its artificial 300 ms a call), warm 1.0–1.3 s; cold load of 10,000 26 s (most of it its generator); list opened inside the app at 10,000 0.78 s.",
    ],
  };
}

function noteOf(one: {
  readonly leads: number;
  readonly way: 'warm' | 'cold';
  readonly usable: number;
  readonly lowest: number;
  readonly alone: { readonly ours: number; readonly floor: number } | undefined;
}): string {
  const { leads, way, usable, lowest, alone } = one;
  const ratio = `${leads.toLocaleString('en')} leads, ${way}: ${times(usable / lowest)} of the floor, goal ≤ ${times(GOAL)}`;
  if (!alone) return `${ratio}.`;
  const [records, least] = [usable - alone.ours, lowest - alone.floor];
  return `${ratio}; what the records add to an opening with one lead: ${ms(records)} beside ${ms(least)}.`;
}

/** `BENCH_LEADS=1000,10000` measures other sizes. */
function sizesAsked(): typeof ROUNDS {
  const asked = process.env['BENCH_LEADS'];
  return asked === undefined ? ROUNDS : asked.split(',').map((size) => [Number(size), 3]);
}

const RIVALS = ['floor', 'packages', 'ours'] as const;
type Rivals<T> = Record<(typeof RIVALS)[number], T>;

async function alternate(ways: Rivals<Way>, rounds: number): Promise<Rivals<readonly Opening[]>> {
  const found: Rivals<Opening[]> = { floor: [], packages: [], ours: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? RIVALS : RIVALS.toReversed()) {
      const opening = await ways[name]();
      if (round > 0) found[name].push(opening);
    }
  }
  return found;
}

interface Place {
  readonly browser: QuietBrowser;
  readonly company: Company;
  /** origin of the floor page */
  readonly floor: string;
  readonly leads: number;
  /** bytes of the document */
  readonly size: number;
}

/** All three for one way of coming; `end` brings back what they need. */
async function waysOf(
  { browser, company, floor, leads, size }: Place,
  way: 'warm' | 'cold',
): Promise<Rivals<Way> & { readonly end: () => Promise<void> }> {
  const address = `${company.origin}/w/${company.workspace}/leads`;
  const cookies = [company.cookie('admin')];
  if (way === 'cold') {
    const alone: (work: (window: QuietWindow) => Promise<Opening>) => Promise<Opening> = async (work) => {
      const profile = await browser.profile(cookies, 'new');
      try {
        return await profile.visit(work);
      } finally {
        await profile.close();
      }
    };
    return {
      floor: () => alone((window) => openFloor(window, `${floor}/index.html?from=server`, leads)),
      packages: () => alone((window) => openFloor(window, `${floor}/packages.html?from=server`, leads)),
      ours: () => alone((window) => openList(window, address, leads)),
      end: async () => {},
    };
  }
  const profile = await browser.profile(cookies, 'kept');
  for (const page of ['index', 'packages']) {
    await profile.visit(async (window) => {
      await window.goto(`${floor}/${page}.html?from=keep`);
      await window.evaluate(() => globalThis.window.bench.painted(() => document.title === 'kept'), null);
    });
  }
  await profile.visit((window) => settleOnDevice(window, address, size));
  await company.stop();
  return {
    floor: () => profile.visit((window) => openFloor(window, `${floor}/index.html?from=device`, leads)),
    packages: () => profile.visit((window) => openFloor(window, `${floor}/packages.html?from=device`, leads)),
    ours: () => profile.visit((window) => openList(window, address, leads)),
    end: () => company.start(),
  };
}

async function openFloor(window: QuietWindow, address: string, leads: number): Promise<Opening> {
  await window.goto(address);
  const usable = await window.evaluate(
    (count) =>
      globalThis.window.bench.painted(
        () => document.querySelector('h1')?.textContent === count && document.querySelector('td') !== null,
      ),
    String(leads),
  );
  return { rows: usable, usable, longest: 0 };
}

async function openList(window: QuietWindow, address: string, leads: number): Promise<Opening> {
  await window.goto(address);
  return window.evaluate(async (count) => {
    const { bench } = globalThis.window;
    const hasRows = (): boolean => document.querySelector('tbody tr') !== null;
    const [rows, usable] = await Promise.all([
      bench.painted(hasRows),
      bench.painted(
        () =>
          hasRows() &&
          document.querySelector('[data-last-view]') === null &&
          document.querySelector('header h1')?.nextElementSibling?.textContent === count,
      ),
    ]);
    return { rows, usable, longest: Math.max(0, ...bench.tasks.map(({ duration }) => duration)) };
  }, leads.toLocaleString('tr'));
}

/** From this size on an opening surely takes so long that the list leaves a picture when it has come to rest. */
const LEAVES_PICTURE_BYTES = 16 * 2 ** 20;

/**
 * Opens the list for the first time and waits until this browser holds the app and all of the room, folded where that is
 * due, and the picture of a large one.
 */
async function settleOnDevice(window: QuietWindow, address: string, size: number): Promise<void> {
  await window.goto(address);
  await window.evaluate(
    async ({ isFolded, hasPicture }) => {
      const isThere = async (): Promise<boolean> => {
        if (!document.querySelector('[data-sync="savedOnServer"][data-unsent="0"]')) return false;
        await navigator.serviceWorker.ready;
        const { name } = (await indexedDB.databases()).find((one) => one.name?.startsWith('ortak-')) ?? {};
        if (name === undefined) return false;
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const asking = indexedDB.open(name);
          asking.onsuccess = () => resolve(asking.result);
          asking.onerror = () => reject(asking.error);
        });
        const get = (store: string, what: 'getAll' | 'getAllKeys'): Promise<unknown[]> =>
          new Promise((resolve, reject) => {
            const asking = database.transaction(store).objectStore(store)[what]();
            asking.onsuccess = () => resolve(asking.result);
            asking.onerror = () => reject(asking.error);
          });
        const rooms = (await get('rooms', 'getAll')) as { room: string; synced: boolean }[];
        const snapshots = await get('snapshots', 'getAllKeys');
        const kept = (await get('kv', 'getAllKeys')) as string[];
        database.close();
        const known = rooms.find(({ room }) => room.startsWith('w.'));
        if (hasPicture && !kept.some((key) => key.startsWith('lastView.'))) return false;
        return known?.synced === true && (!isFolded || snapshots.includes(known.room));
      };
      while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 1_000));
    },
    { isFolded: size > 2 ** 20, hasPicture: size > LEAVES_PICTURE_BYTES },
  );
}
