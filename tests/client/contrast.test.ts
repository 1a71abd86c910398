/** Words can be read in both schemes: WCAG AA (4.5:1 for text, 3:1 for marks) on every surface of the theme. */
import { describe, expect, it } from 'vitest';
import { PALETTE, SURFACES } from '#client/app/theme.ts';
import { TINTS } from '#client/app/tints.ts';
import { COLORS } from '#schema/settings.ts';

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = [
  '--surface-page',
  '--surface-rail',
  '--surface-raised',
  '--surface-sunken',
  '--surface-hover',
  '--surface-active',
  '--surface-selected',
] as const;
const WORDS = ['--text-dimmed', '--text-accent', '--text-danger', '--text-warning', '--text-success'] as const;

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const surfaces = SURFACES[scheme];

  it('words in every colour stand out from every surface', () => {
    const weak = GROUNDS.flatMap((ground) =>
      WORDS.map((word) => ({ ground, word, ratio: contrast(surfaces[ground], surfaces[word]) })),
    ).filter(({ ratio }) => ratio < 4.5);
    expect(weak).toEqual([]);
  });

  it.each(COLORS)('the %s tint is readable, and its full colour is seen', (color) => {
    const tint = TINTS[color][scheme];
    expect(contrast(tint.background, tint.text)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(surfaces['--surface-page'], tint.solid)).toBeGreaterThanOrEqual(3);
  });

  it('white words stand out on filled buttons', () => {
    expect(contrast('#ffffff', PALETTE.brand[scheme === 'light' ? 6 : 5])).toBeGreaterThanOrEqual(4.5);
  });
});
