/** Light or dark: by the person's choice on this device, else by the device's. */
import { localStorageColorSchemeManager } from '@mantine/core';

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'ortak.theme' });

/** Colours the empty page before anything is drawn on it, so that a dark page does not flash white. */
export function colorEmptyPage(): void {
  const chosen = colorSchemeManager.get('auto');
  const isDark = chosen === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
}
