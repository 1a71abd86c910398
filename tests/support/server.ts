/**
 * Real servers for tests: one inside the test's process, or one of its own that can be killed. Each has a folder of
 * its own and a free port of this machine, and can come back on both.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Config, readConfig } from '#server/config.ts';
import { startServer } from '#server/main.ts';
import { freePort } from './freePort.ts';

export interface TestServer {
  /** `http://127.0.0.1:<port>`; what a page of it sends as Origin. */
  readonly origin: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Stops it, in order. */
  close(): Promise<void>;
  /** Starts it again on the same folder and port, after `close` or `kill`. */
  restart(): Promise<void>;
  /** Stops it if it runs, and removes its folder. */
  remove(): Promise<void>;
}

export interface SpawnedServer extends TestServer {
  /** Ends the process by SIGKILL, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** What it printed so far. */
  output(): string;
}

/** A server inside this process. */
export async function startTestServer(settings: Partial<Config> = {}): Promise<TestServer> {
  const dataFolder = settings.dataFolder ?? newFolder();
  const config: Config = {
    ...readConfig({ ORTAK_HOST: '127.0.0.1', ORTAK_PORT: String(await freePort()), ORTAK_LOG: 'silent' }),
    ...settings,
    dataFolder,
  };
  let running: Awaited<ReturnType<typeof startServer>> | null = await startServer(config);
  const { port } = running;
  const close = async (): Promise<void> => {
    const server = running;
    running = null;
    await server?.close();
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    dataFolder,
    close,
    async restart() {
      running = await startServer({ ...config, port });
    },
    async remove() {
      await close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** A server in a process of its own, started by node itself so that it can be killed by its id. */
export async function spawnTestServer(environment: Record<string, string> = {}): Promise<SpawnedServer> {
  const dataFolder = environment['ORTAK_DATA'] ?? newFolder();
  let printed = '';
  let child: ChildProcess | null = null;

  /** Resolves with the port once the server says that it listens. */
  async function start(port: number): Promise<number> {
    const started = spawn(process.execPath, [resolve(import.meta.dirname, '../../sync-server/main.ts')], {
      env: {
        ...process.env,
        ORTAK_HOST: '127.0.0.1',
        ORTAK_LOG: 'text',
        ...environment,
        ORTAK_PORT: String(port),
        ORTAK_DATA: dataFolder,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let ownOutput = '';
    return new Promise((resolvePort, reject) => {
      const take = (chunk: Buffer): void => {
        printed += chunk.toString();
        ownOutput += chunk.toString();
        const address = /http:\/\/127\.0\.0\.1:(\d+)/.exec(ownOutput);
        if (address) resolvePort(Number(address[1]));
      };
      started.stdout.on('data', take);
      started.stderr.on('data', take);
      started.once('error', reject);
      started.once('exit', () => reject(new Error(`The server ended before it listened:\n${ownOutput}`)));
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    await gone;
  }

  const port = await start(Number(environment['ORTAK_PORT'] ?? (await freePort())));
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    dataFolder,
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async restart() {
      await start(port);
    },
    async remove() {
      await end('SIGKILL');
      rmSync(dataFolder, { recursive: true, force: true });
    },
    output: () => printed,
  };
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'ortak-server-'));
