/**
 * Owns which language the page speaks: the person's choice on this device, else that of the account, else the browser's,
 * else Turkish. Only the spoken language is loaded, and of it first what the first page says. Keeps `<html lang>` in step,
 * so that screen readers and hyphenation follow.
 */
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '#schema/env.ts';

export const LANGUAGES: readonly Locale[] = ['tr', 'en'];
/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Locale, string> = { tr: 'Türkçe', en: 'English' };

/** Under which names the device remembers a language: chosen here, or that of the account which was here last. */
const KEPT_UNDER = { chosen: 'ortak.language', account: 'ortak.accountLanguage' } as const;
type Kept = keyof typeof KEPT_UNDER;

/** The words in two halves: what the first page needs, and the rest. */
const WORDS = {
  tr: { firstPage: () => import('./tr/firstPage.ts'), otherPages: () => import('./tr/otherPages.ts') },
  en: { firstPage: () => import('./en/firstPage.ts'), otherPages: () => import('./en/otherPages.ts') },
} as const;

const isLocale = (value: unknown): value is Locale => value === 'tr' || value === 'en';

function recall(what: Kept): Locale | null {
  try {
    const kept = localStorage.getItem(KEPT_UNDER[what]);
    return isLocale(kept) ? kept : null;
  } catch {
    // storage may be forbidden (private mode, policy): then the browser's language stands
    return null;
  }
}

function keep(what: Kept, language: Locale): void {
  try {
    localStorage.setItem(KEPT_UNDER[what], language);
  } catch {
    // without storage it lasts as long as the page
  }
}

/** The first language of the browser that we speak; Turkish when none is. */
export function browserLanguage(preferred: readonly string[] = navigator.languages): Locale {
  for (const tag of preferred) {
    const language = tag.slice(0, 2).toLowerCase();
    if (isLocale(language)) return language;
  }
  return 'tr';
}

export const currentLanguage = (): Locale => (i18next.language === 'en' ? 'en' : 'tr');

const known = new Set<string>();
let isAllWanted = false;

async function learn(language: Locale, half: 'firstPage' | 'otherPages'): Promise<void> {
  const name = `${language}/${half}`;
  if (known.has(name)) return;
  const words = await WORDS[language][half]();
  i18next.addResourceBundle(language, 'translation', words.default);
  known.add(name);
}

async function speak(language: Locale): Promise<void> {
  await learn(language, 'firstPage');
  if (isAllWanted) await learn(language, 'otherPages');
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Readies all words of the current language, and from then on of each language that is spoken. */
export async function learnAllWords(): Promise<void> {
  isAllWanted = true;
  let language: Locale;
  do {
    language = currentLanguage();
    await learn(language, 'otherPages');
  } while (language !== currentLanguage());
}

/**
 * A part of the app that is loaded late, once its words are there too. Every part that is loaded from the first page
 * and says more than that page does comes through here; a test looks for those that do not.
 */
export async function withAllWords<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, learnAllWords()]);
  return loaded;
}

/** Readies the words of the current language. Call once, before the first render. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await speak(recall('chosen') ?? recall('account') ?? browserLanguage());
}

/** Speaks another language and remembers the choice on this device. */
export async function chooseLanguage(language: Locale): Promise<void> {
  keep('chosen', language);
  await speak(language);
}

/** Speaks the account's language where this device has made no choice of its own, the next time from the start. */
export async function followLanguage(language: Locale): Promise<void> {
  keep('account', language);
  if (recall('chosen') === null && language !== currentLanguage()) await speak(language);
}

const subscribe = (changed: () => void): (() => void) => {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
};

/** The language spoken now; renders again when it changes. */
export const useLanguage = (): Locale => useSyncExternalStore(subscribe, currentLanguage);
