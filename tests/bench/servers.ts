/**
 * The servers that are compared, each as a process of its own: ours, stock Hocuspocus with its database extension over
 * SQLite, and the server that comes with y-websocket, which keeps documents in memory only.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { API, COLLAB_PATH } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { newPerson } from '#tests/support/people.ts';

/** All that a client needs to come into a room, in words that can be handed to another process. */
export interface RoomAddress {
  readonly server: BenchServer['name'];
  readonly speaks: BenchServer['speaks'];
  readonly room: string;
  readonly url: string;
  readonly headers: Record<string, string>;
}

export interface BenchServer {
  readonly name: 'ours' | 'stock Hocuspocus' | 'y-websocket';
  /** what frames look like: with the room's name before them and acknowledged, or neither */
  readonly speaks: 'hocuspocus' | 'y-websocket';
  /** whether documents outlive the process */
  readonly keeps: boolean;
  /** how long after the last edit it is done with what it put off, ms */
  readonly putsOff: number;
  /** A room that nobody was in. */
  newRoom(): Promise<string>;
  address(room: string): RoomAddress;
  /** What is stored of a room, fetched as a page does that has nothing of it; null where there is only the socket. */
  readonly content: ((room: string) => Promise<Uint8Array>) | null;
  /** Resident memory of the process, in bytes. */
  memory(): number;
  /** Processor time that all threads of the process have taken since its start, in ms. */
  work(): number;
  /** Ends the process by SIGKILL and starts it again on what it left. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Process {
  start(): Promise<void>;
  kill(): Promise<void>;
  memory(): number;
  work(): number;
}

/** `BENCH_PROFILE=<folder>` writes a CPU profile of each thread of each server, for whoever looks for where the time goes. */
const PROFILE = process.env['BENCH_PROFILE'];
const PROFILED = PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${PROFILE}`];

/** A process of node that prints a line with `ready` once it can be reached. */
function nodeProcess(script: string, args: readonly string[], env: Record<string, string>, ready: RegExp): Process {
  let child: ChildProcess | null = null;
  return {
    async start() {
      const started = spawn(process.execPath, [...PROFILED, script, ...args], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      await new Promise<void>((resolve, reject) => {
        let printed = '';
        started.stdout.on('data', (chunk: Buffer) => {
          printed += chunk.toString();
          if (ready.test(printed)) resolve();
        });
        started.once('exit', () => reject(new Error(`${script} ended before it listened`)));
      });
    },
    async kill() {
      const ending = child;
      child = null;
      if (!ending) return;
      const gone = once(ending, 'exit');
      // a killed process leaves no profile
      ending.kill(PROFILE === undefined ? 'SIGKILL' : 'SIGTERM');
      await gone;
    },
    memory() {
      const [, pages] = readFileSync(`/proc/${child!.pid}/statm`, 'utf8').split(' ');
      return Number(pages) * 4096;
    },
    work() {
      const threads = `/proc/${child!.pid}/task`;
      const onProcessor = (thread: string): number =>
        Number(readFileSync(path.join(threads, thread, 'schedstat'), 'utf8').split(' ')[0]) / 1e6;
      return readdirSync(threads).reduce((sum, thread) => sum + onProcessor(thread), 0);
    },
  };
}

const ROOT = path.join(import.meta.dirname, '..', '..');

export async function startOurs(): Promise<BenchServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ortak-bench-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = nodeProcess(
    path.join(ROOT, 'sync-server', 'main.ts'),
    [],
    { ORTAK_HOST: '127.0.0.1', ORTAK_PORT: String(port), ORTAK_DATA: folder, ORTAK_LOG: 'text' },
    /http:\/\/127/,
  );
  await server.start();
  const person = newPerson({ origin });
  await person.signUp('Ayşe Demir');
  return {
    name: 'ours',
    speaks: 'hocuspocus',
    keeps: true,
    // the history of fields, once a second
    putsOff: 1_500,
    newRoom: async () => roomName('workspace', await person.createWorkspace()),
    address: (room) => ({
      server: 'ours',
      speaks: 'hocuspocus',
      room,
      url: `${origin.replace('http', 'ws')}${COLLAB_PATH}`,
      headers: person.headers(),
    }),
    async content(room) {
      const answer = await fetch(`${origin}${API.content(room)}`, { headers: person.headers() });
      if (!answer.ok) throw new Error(`the content of a room was answered ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    memory: server.memory,
    work: server.work,
    async restart() {
      await server.kill();
      await server.start();
    },
    async stop() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startStock(): Promise<BenchServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stock-bench-'));
  const port = await freePort();
  const script = path.join(ROOT, 'tests', 'server', 'crash', 'stockServer.ts');
  const server = nodeProcess(script, [path.join(folder, 'documents.sqlite'), String(port)], {}, /listening on/);
  await server.start();
  let rooms = 0;
  // the document, two seconds after the last edit, or ten after the first
  const putsOff = 3_000;
  return {
    name: 'stock Hocuspocus',
    speaks: 'hocuspocus',
    keeps: true,
    putsOff,
    async newRoom() {
      rooms += 1;
      return `room-${rooms}`;
    },
    address: (room) => ({
      server: 'stock Hocuspocus',
      speaks: 'hocuspocus',
      room,
      url: `ws://127.0.0.1:${port}`,
      headers: {},
    }),
    content: null,
    memory: server.memory,
    work: server.work,
    async restart() {
      await pause(putsOff);
      await server.kill();
      await server.start();
    },
    async stop() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startYWebsocket(): Promise<BenchServer> {
  const port = await freePort();
  const home = path.dirname(fileURLToPath(import.meta.resolve('y-websocket-server/package.json')));
  const server = nodeProcess(
    path.join(home, 'bin', 'server.cjs'),
    [],
    { HOST: '127.0.0.1', PORT: String(port) },
    /running at/,
  );
  await server.start();
  let rooms = 0;
  return {
    name: 'y-websocket',
    speaks: 'y-websocket',
    keeps: false,
    putsOff: 0,
    async newRoom() {
      rooms += 1;
      return `room-${rooms}`;
    },
    address: (room) => ({
      server: 'y-websocket',
      speaks: 'y-websocket',
      room,
      url: `ws://127.0.0.1:${port}/${room}`,
      headers: {},
    }),
    content: null,
    memory: server.memory,
    work: server.work,
    async restart() {
      await server.kill();
      await server.start();
    },
    stop: server.kill,
  };
}

/** Resolves when a server is done with what it put off: nobody else is to be timed beside that. */
export const settled = ({ putsOff }: BenchServer): Promise<void> => pause(putsOff);

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
