/**
 * Puts the server together and starts it: one process, one port for the page, the API and the socket.
 * Composition only. Run directly, it takes its settings from the environment and ends on SIGTERM or SIGINT.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve, type WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { MAX_FRAME_BYTES } from '#schema/protocol.ts';
import { quickenStrings } from '#schema/quickStrings.ts';
import { createApiKeys, rightsOf } from './accounts/apiKeys.ts';
import { createDoorTokens } from './accounts/doorTokens.ts';
import { createIdentity } from './accounts/identity.ts';
import { migrateOwnTables, openAccountsDatabase } from './accounts/database.ts';
import { createOneTimeLinks } from './accounts/oneTimeLinks.ts';
import { createAccountsProbe } from './accounts/probeAccounts.ts';
import { createWorkspaces } from './accounts/workspaces.ts';
import { servedAddresses } from './addresses.ts';
import { createCollaboration } from './collab/collaboration.ts';
import { RoomRefused } from './collab/context.ts';
import { socketRoute } from './collab/socketRoute.ts';
import { yjsDoorRoute } from './collab/yjsDoorRoute.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createDemo } from './demo.ts';
import { watchHealth } from './health.ts';
import { createApp } from './http/app.ts';
import { createAttempts } from './http/attempts.ts';
import { keepTidy } from './housekeeping.ts';
import { createMetrics } from './metrics.ts';
import { captureConsole, createReport, reasonOf, type Report } from './report.ts';
import { createCompactionSchedule } from './storage/compactionSchedule.ts';
import { DataFolderBusyError, takeDataFolder } from './storage/dataFolder.ts';
import { openSqliteUpdateLog } from './storage/sqliteUpdateLog.ts';
import { limitStorage } from './storage/storageLimit.ts';
import { weighLog } from './storage/weighedLog.ts';
import { createTransfer } from './transfer/transfer.ts';

export interface RunningServer {
  readonly port: number;
  readonly addresses: readonly string[];
  /**
   * Lets everyone finish what they sent, stores it, and lets go of files and port. False when that took longer than the
   * deadline: something, such as a disk that does not answer, still holds on.
   */
  close(): Promise<boolean>;
}

/** What a stopping server waits for at most. Nothing is lost after it: what was acknowledged is on disk. */
const CLOSE_DEADLINE_MS = 5_000;

/** In-flight requests get this long to end by themselves. */
const REQUEST_GRACE_MS = 1_000;

/** Starts a server; resolves once it listens. Throws when the folder, the port or a file cannot be used, and holds nothing then. */
export async function startServer(
  config: Config,
  report: Report = createReport(config.logStyle),
): Promise<RunningServer> {
  const held = createHoldings();
  try {
    return await openServer(config, report, held);
  } catch (error) {
    await held.letGo();
    throw error;
  }
}

async function openServer(config: Config, report: Report, held: Holdings): Promise<RunningServer> {
  // a document in memory weighs a fifth less when its repeated texts are one
  quickenStrings();
  const now = Date.now;
  const version = readVersion();
  const folder = held.take(takeDataFolder(config.dataFolder), ({ release }) => release());
  const database = held.take(openAccountsDatabase(folder.accountsFile), (it) => it.destroy());
  const identity = createIdentity({ database, secret: folder.secret });
  await identity.migrate();
  await migrateOwnTables(database);
  const metrics = createMetrics({ withProcess: config.metricsToken !== undefined });
  const storedLog = openSqliteUpdateLog(folder.updatesFile, (room, piece) => {
    report.error('A stored piece is damaged and was set aside.', { room, piece });
    metrics.setAside();
  });
  const health = watchHealth({
    log: held.take(storedLog, (it) => it.close()),
    probeAccounts: await createAccountsProbe(database, now),
    report,
    metrics,
  });
  const workspaces = createWorkspaces(database);
  const weighed = weighLog(health.log);
  const schedule = held.take(createCompactionSchedule(weighed, report), (it) => it.idle());
  const limit = limitStorage({ log: weighed, schedule, limits: config.storageLimits, isDemo: workspaces.isDemo });
  const { log } = limit;
  const links = createOneTimeLinks(database);
  const keys = createApiKeys(database);
  const tokens = createDoorTokens(database);
  const rights = rightsOf(workspaces, keys);
  const attempts = createAttempts(now);
  const live = held.take(createCollaboration({ log, schedule, database, rights, keys, report, metrics, now }), (it) =>
    it.close(),
  );
  const demo = createDemo({
    identity,
    workspaces,
    // Its names and stories weigh eight megabytes, and many servers never make a demo.
    fill: async (options) => (await import('#schema/demo/buildDemo.ts')).buildDemo(options),
    now,
    async write(room, update) {
      await log.append({ room, update, author: null, at: now(), clients: [] });
    },
  });

  let addresses: readonly string[] = [];
  const app = createApp(
    {
      config,
      identity,
      workspaces,
      links,
      keys,
      tokens,
      live,
      history: log.history,
      content: log.read,
      demo,
      transfer: createTransfer({ log, workspaces, now }),
      attempts,
      report,
      version,
      now,
      addresses: () => addresses,
      metrics,
      health: async () => ({ ...(await health.state()), fullWorkspaces: await limit.countFull() }),
    },
    socketRoute({ collaboration: live, identity, attempts }),
    yjsDoorRoute({ collaboration: live, identity, keys, tokens, attempts, now }),
  );
  const http = held.take(await listen(config, app.fetch), (it) => stopListening(it, () => live.close()));
  held.take(keepTidy({ database, identity, workspaces, links, live, report, now }), (stop) => stop());

  const { port } = http.address() as AddressInfo;
  addresses = servedAddresses(config, port);
  report.info(`Ortak ${version} is running.`, { data: folder.path });
  for (const address of addresses) report.info(`  ${address}`);
  return {
    port,
    addresses,
    async close() {
      report.info('Stopping.');
      const deadline = new Promise<'late'>((resolve) => {
        setTimeout(() => resolve('late'), CLOSE_DEADLINE_MS).unref();
      });
      if ((await Promise.race([held.letGo(), deadline])) !== 'late') return true;
      report.warning('Stopped without waiting any longer.');
      folder.release();
      return false;
    },
  };
}

interface Holdings {
  /** Keeps in mind how to let go of something. */
  take<T>(thing: T, letGo: (thing: T) => unknown): T;
  /** Lets go of everything, the last taken first: what depends on others goes before them. */
  letGo(): Promise<void>;
}

function createHoldings(): Holdings {
  const endings: (() => unknown)[] = [];
  return {
    take(thing, letGo) {
      endings.push(() => letGo(thing));
      return thing;
    },
    async letGo() {
      for (let end = endings.pop(); end; end = endings.pop()) await end();
    },
  };
}

type Http = ReturnType<typeof serve>;

function listen({ port, host }: Config, fetch: Parameters<typeof serve>[0]['fetch']): Promise<Http> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  return new Promise((resolve, reject) => {
    const websocket = { server: sockets as WebSocketServerLike };
    const server = serve({ fetch, port, websocket, ...(host === undefined ? {} : { hostname: host }) }, () =>
      resolve(server),
    );
    server.once('error', reject);
  });
}

/** Takes no more connections; those there are end by themselves, sockets by `closeSockets`, or after the grace. */
async function stopListening(http: Http, closeSockets: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    http.close(() => resolve());
  });
  const impatience = setTimeout(() => {
    if ('closeAllConnections' in http) http.closeAllConnections();
  }, REQUEST_GRACE_MS);
  await closeSockets();
  await closed;
  clearTimeout(impatience);
}

function readVersion(): string {
  const file = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return file.version;
}

/** Takes the settings from the environment and runs until SIGTERM or SIGINT; a second signal does not wait. Ends the process. */
export async function runServer(): Promise<void> {
  try {
    const config = readConfig(process.env, { isTerminal: process.stdout.isTTY === true });
    const report = createReport(config.logStyle);
    captureConsole(report, (printed) => printed instanceof RoomRefused);
    endWith(await startServer(config, report), report);
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exit(1);
  }
}

function endWith(server: RunningServer, report: Report): void {
  let isStopping = false;
  const stop = (code: number): void => {
    if (isStopping) process.exit(code);
    isStopping = true;
    void server.close().then(
      // An orderly exit waits for threads, and a thread for its disk. What was acknowledged is on disk already.
      (isDone) => (isDone ? process.exit(code) : process.kill(process.pid, 'SIGKILL')),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  process.on('unhandledRejection', (error) => {
    report.error('An unforeseen failure; stopping.', { reason: reasonOf(error) });
    stop(1);
  });
}

function startFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DataFolderBusyError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is in use. Stop what uses it, or choose another one with ORTAK_PORT.';
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(SQLITE_(READONLY|CANTOPEN|FULL|IOERR)|EROFS|EACCES|EPERM|ENOSPC|EIO)/.test(code)) {
    return `The data folder cannot be written (${reasonOf(error)}). Check its disk and its owner, or choose another folder with ORTAK_DATA.`;
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return `A file in the data folder is damaged (${reasonOf(error)}). Go back to the last backup with npm run restore -- <backup> --replace.`;
  }
  return `The server could not start: ${error instanceof Error ? error.stack : String(error)}`;
}

if (import.meta.main) await runServer();
