/**
 * The coloured tints of statuses, tags and people: background and text of each colour name, in light and dark.
 * Every pair keeps WCAG AA contrast in both schemes (tests/client/contrast.test.ts).
 */
import type { ColorName } from '#schema/settings.ts';

interface Tint {
  readonly background: string;
  readonly text: string;
  /** the full colour, for dots, bars and lines; at least 3:1 against the page */
  readonly solid: string;
}

export interface Tints {
  readonly light: Tint;
  readonly dark: Tint;
}

const tint = (light: [string, string, string], dark: [string, string, string]): Tints => ({
  light: { background: light[0], text: light[1], solid: light[2] },
  dark: { background: dark[0], text: dark[1], solid: dark[2] },
});

export const TINTS: Record<ColorName, Tints> = {
  gray: tint(['#f0f0f2', '#45454e', '#7f7f8a'], ['#2a2a31', '#d2d2d9', '#8d8d98']),
  blue: tint(['#e3effd', '#1c4f96', '#2f7bdc'], ['#14304f', '#a9d1fb', '#4c95ec']),
  cyan: tint(['#d8f3f8', '#0d5a6b', '#1490a8'], ['#0d3842', '#93e0ef', '#2bb3cd']),
  teal: tint(['#d7f5ee', '#0c5c50', '#12917f'], ['#0c3a33', '#8ce5d3', '#22b59f']),
  green: tint(['#dff5e1', '#1d5f2c', '#2f9447'], ['#143a1e', '#9be3ab', '#44b560']),
  yellow: tint(['#fcf1c8', '#724b05', '#b27c0c'], ['#403009', '#f3d778', '#d8a32a']),
  orange: tint(['#feead7', '#8a3d0b', '#d2691e'], ['#472509', '#fbbf8c', '#ee8a42']),
  red: tint(['#fde6e4', '#9b2019', '#d9423a'], ['#4a1a17', '#fbb1ab', '#ee655d']),
  pink: tint(['#fce4ef', '#951b56', '#d0418a'], ['#481730', '#f9abcd', '#e566a4']),
  violet: tint(['#eee8fe', '#5a2fb0', '#8258dd'], ['#2f2153', '#cdb8fd', '#9d7bf0']),
  indigo: tint(['#e6e9ff', '#3a3fb4', '#5b63e6'], ['#23265a', '#b8c0ff', '#7d86f7']),
};

/** The tints as CSS variables of one scheme: `--tint-red`, `--tint-red-text`, `--tint-red-solid`. */
export function tintVariables(scheme: 'light' | 'dark'): Record<string, string> {
  return Object.fromEntries(
    Object.entries(TINTS).flatMap(([name, tints]) => [
      [`--tint-${name}`, tints[scheme].background],
      [`--tint-${name}-text`, tints[scheme].text],
      [`--tint-${name}-solid`, tints[scheme].solid],
    ]),
  );
}
