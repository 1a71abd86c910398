/** The words of both languages: same keys, nothing empty, the same variables, and the language follows browser and choice. */
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import en from '#client/i18n/en/index.ts';
import { browserLanguage } from '#client/i18n/language.ts';
import tr from '#client/i18n/tr/index.ts';

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}|<\/?(\w+)\s*\/?>/g)].map((match) => match[1] ?? `<${match[2]}>`).sort();

const turkish = new Map(flat(tr));
const english = new Map(flat(en));

describe('words', () => {
  it('have the same keys in Turkish and English', () => {
    expect([...english.keys()].sort()).toEqual([...turkish.keys()].sort());
    expect(turkish.size).toBeGreaterThan(0);
  });

  it('are never empty, and never carry stray spaces', () => {
    const odd = [...turkish, ...english].filter(([, text]) => text.trim() === '' || text !== text.trim());
    expect(odd).toEqual([]);
  });

  it('name the same variables and elements in both languages', () => {
    const apart = [...turkish].filter(
      ([key, text]) => !key.endsWith('_one') && variables(text).join() !== variables(english.get(key) ?? '').join(),
    );
    expect(apart).toEqual([]);
  });

  it('have every plural in both forms', () => {
    const lonely = [...turkish.keys()].filter(
      (key) =>
        (key.endsWith('_one') && !turkish.has(key.replace(/_one$/, '_other'))) ||
        (key.endsWith('_other') && !turkish.has(key.replace(/_other$/, '_one'))),
    );
    expect(lonely).toEqual([]);
  });

  it('write counts with the thousands mark of the language', async () => {
    const instance = i18next.createInstance();
    await instance.init({
      lng: 'tr',
      resources: {
        tr: { translation: { rows_one: '{{count, number}} satır', rows_other: '{{count, number}} satır' } },
      },
    });
    expect(instance.t('rows' as never, { count: 10_000 } as never)).toBe('10.000 satır');
  });
});

describe('the language', () => {
  it('is the first of the browser that we speak', () => {
    expect(browserLanguage(['de-DE', 'en-US', 'tr'])).toBe('en');
    expect(browserLanguage(['TR-tr'])).toBe('tr');
  });

  it('is Turkish when the browser asks for none that we speak', () => {
    expect(browserLanguage(['de', 'fr'])).toBe('tr');
    expect(browserLanguage([])).toBe('tr');
  });
});
