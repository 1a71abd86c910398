import { describe, expect, test } from 'vitest';
import { createImportDesk } from '#client/features/import/read/importDesk.ts';
import {
  openImportReader,
  TooSlow,
  type WorkerAnswer,
  type WorkerLike,
  type WorkerOrder,
} from '#client/features/import/read/importReader.ts';
import { inParts } from '#client/features/import/read/inParts.ts';
import { fixture, KNOWN } from './judgedFile.ts';

/** A worker as the platform's, whose thread is this one; `answers` false is one that hangs. */
class InlineWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<WorkerAnswer>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  ended = false;
  /** most rows in one message */
  longest = 0;
  private readonly desk = createImportDesk();
  private readonly answers: boolean;

  constructor(answers: boolean) {
    this.answers = answers;
  }

  postMessage(order: WorkerOrder): void {
    if (!this.answers) return;
    const work = order.kind === 'open' ? this.desk.open(order.file, order.options) : this.desk.judge(order.order);
    work.then(
      (value) => {
        for (const part of inParts({ id: order.id, ok: true, value })) {
          this.longest = Math.max(this.longest, 'before' in part ? part.before.length : 0);
          this.onmessage?.(new MessageEvent('message', { data: structuredClone(part) }));
        }
      },
      (error: unknown) =>
        this.onmessage?.(new MessageEvent('message', { data: { id: order.id, ok: false, error: String(error) } })),
    );
  }

  terminate(): void {
    this.ended = true;
  }
}

describe('the import reader', () => {
  test('opens a file and judges its rows with plain messages', async () => {
    const reader = openImportReader(() => new InlineWorker(true));
    const opened = await reader.open(fixture('metal-expo-2025.xlsx'), {});
    expect(opened).toMatchObject({
      ok: true,
      sheets: [{ name: 'Ziyaretçi Listesi', lines: 155 }, { name: 'Açıklama' }],
    });
    const judged = await reader.judge({ sheet: 0, header: 2, columns: ['firstName', 'lastName'], known: KNOWN });
    expect(judged.rows).toHaveLength(150);
    reader.close();
  });

  test('hands over thousands of rows in messages of a thousand, each row once and in order', async () => {
    const worker = new InlineWorker(true);
    const reader = openImportReader(() => worker);
    const lines = Array.from({ length: 3_001 }, (_, row) => `Ad${row};Firma ${row}`).join('\n');
    const order = { sheet: 0, header: 0, columns: ['firstName', 'company'], known: KNOWN } as const;
    await reader.open(new Blob([`Ad;Firma\n${lines}`]), {});
    for (let round = 0; round < 2; round += 1) {
      const { rows, titles } = await reader.judge(order);
      expect(rows.map(({ draft }) => draft.firstName)).toEqual(rows.map((_, row) => `Ad${row}`));
      expect([rows.length, titles, worker.longest]).toEqual([3_001, ['Ad', 'Firma'], 1_000]);
    }
    reader.close();
  });

  test('judges once what is asked twice in the same words, and anew for other columns or another file', async () => {
    const worker = new InlineWorker(true);
    const orders: string[] = [];
    const reader = openImportReader(() => ({
      postMessage: (order) => {
        orders.push(order.kind);
        worker.postMessage(order);
      },
      terminate: () => worker.terminate(),
      get onmessage() {
        return worker.onmessage;
      },
      set onmessage(hear) {
        worker.onmessage = hear;
      },
      onerror: null,
    }));
    const order = { sheet: 0, header: 0, columns: ['firstName', 'company'], known: KNOWN } as const;
    await reader.open(new Blob(['Ad;Firma\nAyşe;Çınar']), {});
    const ahead = reader.judge(order);
    expect(await reader.judge({ ...order })).toBe(await ahead);
    expect((await reader.judge({ ...order, columns: ['company', null] })).rows[0]?.draft.company).toBe('Ayşe');
    await reader.open(new Blob(['Ad;Firma\nCan;Ege']), {});
    expect((await reader.judge({ ...order, columns: ['company', null] })).rows[0]?.draft.company).toBe('Can');
    expect(orders).toEqual(['open', 'judge', 'judge', 'open', 'judge']);
    reader.close();
  });

  test('refuses a file that is too large before its bytes are read', async () => {
    const huge = new Blob([new Uint8Array(1)]);
    Object.defineProperty(huge, 'size', { value: 50 * 1024 * 1024 });
    const reader = openImportReader(() => new InlineWorker(true));
    expect(await reader.open(huge, {})).toMatchObject({ ok: false, code: 'too-large' });
    reader.close();
  });

  test('ends a worker that does not answer in time, and starts another for the next file', async () => {
    const workers: InlineWorker[] = [];
    const spawn = () => {
      const worker = new InlineWorker(workers.length > 0);
      workers.push(worker);
      return worker;
    };
    // long enough for the second on a busy machine
    const reader = openImportReader(spawn, 300);
    expect(await reader.open(fixture('metal-expo-2025.utf8-bom.csv'), {})).toMatchObject({
      ok: false,
      code: 'too-slow',
    });
    expect(workers[0]?.ended).toBe(true);
    // its file went with it
    await expect(reader.judge({ sheet: 0, header: 0, columns: [], known: KNOWN })).rejects.toBeInstanceOf(TooSlow);
    expect(await reader.open(fixture('metal-expo-2025.utf8-bom.csv'), {})).toMatchObject({ ok: true });
    reader.close();
  });

  test('a judging that never ends is ended too', async () => {
    const reader = openImportReader(() => new InlineWorker(false), 20);
    await expect(reader.judge({ sheet: 0, header: 0, columns: [], known: KNOWN })).rejects.toBeInstanceOf(TooSlow);
    reader.close();
  });

  test('closing it ends the worker and what was asked of it', async () => {
    const worker = new InlineWorker(false);
    const reader = openImportReader(() => worker);
    const asked = reader.judge({ sheet: 0, header: 0, columns: [], known: KNOWN });
    reader.close();
    await expect(asked).rejects.toThrow('closed');
    expect(worker.ended).toBe(true);
  });
});
