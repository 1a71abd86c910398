import { expect, test } from 'vitest';
import { warmUp } from '#client/features/import/read/warmUp.ts';

test('the list that the worker practises on is read whole and without a problem, as most rows of real lists are', async () => {
  const rounds: number[] = [];
  for await (const rows of warmUp()) {
    rounds.push(rows.length);
    expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
    expect(rows.at(-1)?.draft).toEqual({
      firstName: 'Ayşe',
      lastName: 'Yılmaz',
      company: 'Çınar Metal 299 A.Ş.',
      phone: '+905323993945',
      email: 'ayse.yilmaz299@ornek.com',
      city: 'Bursa',
      visitDate: '2025-10-03',
      description: 'Katalog & numune istedi, 299. stant',
    });
  }
  expect(rounds).toEqual([300, 300, 300]);
});
