/**
 * Puts the server together and starts it: one process, one port for the page, the API and the socket.
 * Composition only. Run directly, it takes its settings from the environment and ends on SIGTERM or SIGINT.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve, type WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { buildDemo } from '#schema/demo/buildDemo.ts';
import { MAX_FRAME_BYTES } from '#schema/protocol.ts';
import { createIdentity } from './accounts/identity.ts';
import { migrateOwnTables, openAccountsDatabase } from './accounts/database.ts';
import { createOneTimeLinks } from './accounts/oneTimeLinks.ts';
import { createWorkspaces } from './accounts/workspaces.ts';
import { servedAddresses } from './addresses.ts';
import { createCollaboration } from './collab/collaboration.ts';
import { socketRoute } from './collab/socketRoute.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createDemo } from './demo.ts';
import { watchHealth } from './health.ts';
import { createApp } from './http/app.ts';
import { createAttempts } from './http/attempts.ts';
import { keepTidy } from './housekeeping.ts';
import { createReport, reasonOf, type Report } from './report.ts';
import { createCompactionSchedule } from './storage/compactionSchedule.ts';
import { DataFolderBusyError, takeDataFolder } from './storage/dataFolder.ts';
import { openSqliteUpdateLog } from './storage/sqliteUpdateLog.ts';

export interface RunningServer {
  readonly port: number;
  readonly addresses: readonly string[];
  /** Lets everyone finish what they sent, stores it, and lets go of files and port; at the latest after the deadline. */
  close(): Promise<void>;
}

/** What a stopping server waits for at most. Nothing is lost after it: what was acknowledged is on disk. */
const CLOSE_DEADLINE_MS = 5_000;

/** Starts a server; resolves once it listens. Throws when the folder, the port or a file cannot be used. */
export async function startServer(
  config: Config,
  report: Report = createReport(config.logStyle),
): Promise<RunningServer> {
  const now = Date.now;
  const folder = takeDataFolder(config.dataFolder);
  const database = openAccountsDatabase(folder.accountsFile);
  const identity = createIdentity({ database, secret: folder.secret });
  await identity.migrate();
  await migrateOwnTables(database);
  const health = watchHealth(openSqliteUpdateLog(folder.updatesFile), report);
  const { log } = health;
  const schedule = createCompactionSchedule(log, report);
  const workspaces = createWorkspaces(database);
  const links = createOneTimeLinks(database);
  const attempts = createAttempts(now);
  const collaboration = createCollaboration({ log, schedule, database, workspaces, report, now });
  const demo = createDemo({
    identity,
    workspaces,
    fill: buildDemo,
    now,
    async write(room, update) {
      await log.append({ room, update, author: null, at: now(), clients: [] });
    },
  });

  let addresses: readonly string[] = [];
  const version = readVersion();
  const app = createApp(
    {
      config,
      identity,
      workspaces,
      links,
      live: collaboration,
      demo,
      attempts,
      report,
      version,
      now,
      addresses: () => addresses,
      trouble: () => health.trouble(),
    },
    socketRoute({ collaboration, identity, attempts }),
  );

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const http = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const host = config.host === undefined ? {} : { hostname: config.host };
    const server = serve(
      { fetch: app.fetch, port: config.port, ...host, websocket: { server: sockets as WebSocketServerLike } },
      () => resolve(server),
    );
    server.once('error', reject);
  });
  const { port } = http.address() as AddressInfo;
  addresses = servedAddresses(config, port);
  report.info(`Ortak ${version} is running.`, { data: folder.path });
  for (const address of addresses) report.info(`  ${address}`);

  const stopTidying = keepTidy({ database, identity, workspaces, links, live: collaboration, report, now });

  async function drain(): Promise<void> {
    stopTidying();
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    await collaboration.close();
    if ('closeAllConnections' in http) http.closeAllConnections();
    await closed;
    await schedule.idle();
    await log.close();
    await database.destroy();
  }

  return {
    port,
    addresses,
    async close() {
      report.info('Stopping.');
      const deadline = new Promise<'late'>((resolve) => {
        setTimeout(() => resolve('late'), CLOSE_DEADLINE_MS).unref();
      });
      if ((await Promise.race([drain(), deadline])) === 'late') report.warning('Stopped without waiting any longer.');
      folder.release();
    },
  };
}

function readVersion(): string {
  const file = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return file.version;
}

/** Takes the settings from the environment and runs until SIGTERM or SIGINT; a second signal does not wait. Ends the process. */
export async function runServer(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const report = createReport(config.logStyle);
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
    void server.close().finally(() => process.exit(code));
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
  return `The server could not start: ${error instanceof Error ? error.stack : String(error)}`;
}

if (import.meta.main) await runServer();
