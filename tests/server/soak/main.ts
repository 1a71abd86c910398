/**
 * A team of twelve at work for an hour on one server, which is looked at every minute: heap after a collection, memory,
 * the size of its files and of the content. `SOAK_MINUTES` (60), `SOAK_SEED`. Ends with 1 when memory or files grow more
 * than what people wrote accounts for, or when the documents differ in the end.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import { roomName } from '#schema/rooms.ts';
import { INSPECTABLE, inspect } from '#tests/support/inspect.ts';
import { inviteInto, newPerson } from '#tests/support/people.ts';
import { seededRandom } from '#tests/support/random.ts';
import { spawnTestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { Teammate, type Worked } from './teammate.ts';

const MB = 1024 * 1024;
const TEAM = 12;
/** What each byte of new content may cost in living memory of the server, and what caches may still gain. */
const HEAP_A_BYTE = 20;
const HEAP_SLACK = 24 * MB;
/** What each edit may leave on disk: its row until it is folded, and its lines in the history of fields. */
const DISK_AN_EDIT = 1_500;
const DISK_SLACK = 16 * MB;

interface Sample {
  readonly minute: number;
  readonly heap: number;
  readonly resident: number;
  readonly files: number;
  readonly content: number;
  readonly acknowledged: number;
}

const minutes = Number(process.env['SOAK_MINUTES'] ?? 60);
const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000);
console.log(`${TEAM} people for ${minutes} minutes, seed ${seed} (SOAK_MINUTES and SOAK_SEED set them)`);

const server = await spawnTestServer(INSPECTABLE);
const look = await inspect(server.output());
const random = seededRandom(seed);
const worked: Worked = { edits: 0, acknowledged: 0, reconnects: 0, imports: 0 };
const admin = newPerson(server);
await admin.signUp('Ayşe Demir');
const workspace = await admin.createWorkspace();
const room = roomName('workspace', workspace);
const team: Teammate[] = [];
for (let index = 0; index < TEAM; index += 1) {
  const person = newPerson(server);
  await person.signUp(`Kişi ${index}`);
  await inviteInto(workspace, admin, person, 'rep');
  team.push(new Teammate(person, room, seededRandom(random.below(2 ** 31)), worked));
}

const end = Date.now() + minutes * 60_000;
const isOver = (): boolean => Date.now() >= end;
const working = Promise.all(team.map((one) => one.work(isOver)));
const samples: Sample[] = [];
const sample = async (): Promise<void> => {
  const { heap, external, resident } = await look.memory();
  const content = Y.encodeStateAsUpdate(team[0]!.doc).length;
  samples.push({
    minute: samples.length,
    heap: heap + external,
    resident,
    files: sizeOf(server.dataFolder),
    content,
    acknowledged: worked.acknowledged,
  });
  console.log(lineOf(samples.length - 1));
};
while (!isOver()) {
  await sample();
  await Promise.race([
    working,
    new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.min(60_000, end - Date.now())))),
  ]);
}
await working;
await until(() => team.every((one) => one.isSaved), 60_000);
await until(() => team.every(({ doc }) => isEqual(doc, team[0]!.doc)), 60_000);
await sample();

const compactions = server.output().match(/A room was compacted/g)?.length ?? 0;
console.log(
  `\n${worked.edits} edits, ${worked.acknowledged} acknowledgements, ${worked.reconnects} reconnects, ${worked.imports} imports, ${compactions} compactions; all documents equal`,
);
// The first sample is of an empty workspace; what is loaded on first use is in the second.
const [first, last] = [samples[1] ?? samples[0]!, samples.at(-1)!];
const allowedHeap = first.heap + HEAP_SLACK + HEAP_A_BYTE * (last.content - first.content);
const allowedFiles = first.files + DISK_SLACK + DISK_AN_EDIT * (last.acknowledged - first.acknowledged);
console.log(
  `heap ${megabytes(last.heap)}, at most ${megabytes(allowedHeap)}; files ${megabytes(last.files)}, at most ${megabytes(allowedFiles)}`,
);
for (const one of team) one.leave();
look.close();
await server.remove();
process.exit(last.heap <= allowedHeap && last.files <= allowedFiles ? 0 : 1);

function lineOf(index: number): string {
  const { minute, heap, resident, files, content, acknowledged } = samples[index]!;
  const before = samples[index - 1]?.acknowledged ?? 0;
  return `  minute ${minute}: heap ${megabytes(heap)}, resident ${megabytes(resident)}, files ${megabytes(files)}, content ${megabytes(content)}, ${acknowledged - before} acknowledgements`;
}

function megabytes(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function isEqual(a: Y.Doc, b: Y.Doc): boolean {
  return Buffer.from(Y.encodeStateVector(a)).equals(Buffer.from(Y.encodeStateVector(b)));
}
