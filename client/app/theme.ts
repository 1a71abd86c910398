/**
 * The look: one accent (indigo), greys of zinc, 13 px, radius 6, hairlines instead of boxes.
 * Colours that pages use directly are CSS variables from here (`--surface-*`, `--hairline`, `--tint-*`), never literals.
 */
import { type CSSVariablesResolver, createTheme, rem } from '@mantine/core';
import type { CSSProperties } from 'react';
import { tintVariables } from './tints.ts';

export const PALETTE = {
  brand: ['#eef0ff', '#e0e3ff', '#c5caff', '#a4abfc', '#8189f8', '#5a61ea', '#4f56e5', '#4248cc', '#363ba6', '#2d327f'],
  gray: ['#fafafa', '#f4f4f5', '#ebebed', '#e0e0e4', '#d0d0d6', '#73737d', '#63636d', '#4b4b54', '#2f2f35', '#1a1a1e'],
  dark: ['#ececf0', '#c9c9d0', '#9d9da8', '#8a8a94', '#34343b', '#29292f', '#1d1d21', '#131316', '#0e0e10', '#09090b'],
} as const satisfies Record<
  string,
  readonly [string, string, string, string, string, string, string, string, string, string]
>;

/** Surfaces and lines of each scheme: page, rail, what is under the pointer, what is chosen, hairlines, and words in colour. */
export const SURFACES = {
  light: {
    '--surface-page': '#ffffff',
    '--surface-rail': '#fafafa',
    '--surface-raised': '#ffffff',
    '--surface-sunken': '#f7f7f8',
    '--surface-hover': '#f4f4f5',
    '--surface-active': '#ececef',
    '--surface-selected': '#eef0ff',
    '--hairline': '#ebebed',
    '--hairline-strong': '#dcdce1',
    '--text-dimmed': PALETTE.gray[6],
    '--text-accent': PALETTE.brand[7],
    '--text-danger': '#b42318',
    '--text-warning': '#8a5300',
    '--text-success': '#1d6b34',
    '--shadow-float': '0 8px 28px rgb(20 20 30 / 0.12), 0 1px 3px rgb(20 20 30 / 0.08)',
    '--glow': 'rgb(79 86 229 / 0.16)',
  },
  dark: {
    '--surface-page': '#131316',
    '--surface-rail': '#101012',
    '--surface-raised': '#1a1a1e',
    '--surface-sunken': '#0f0f12',
    '--surface-hover': '#1c1c20',
    '--surface-active': '#26262c',
    '--surface-selected': '#20223f',
    '--hairline': '#242429',
    '--hairline-strong': '#34343b',
    '--text-dimmed': PALETTE.dark[2],
    '--text-accent': '#a4abfc',
    '--text-danger': '#f97066',
    '--text-warning': '#e8b04a',
    '--text-success': '#5dc47c',
    '--shadow-float': '0 10px 32px rgb(0 0 0 / 0.55), 0 0 0 1px rgb(255 255 255 / 0.04)',
    '--glow': 'rgb(129 137 248 / 0.22)',
  },
} as const;

/**
 * What a component is by default. Not the components' own `extend`, which would load each of them before the first page.
 */
interface Part {
  readonly defaultProps?: Readonly<Record<string, unknown>>;
  readonly styles?: Readonly<Record<string, CSSProperties>>;
  readonly vars?: (theme: unknown, props: { readonly size?: unknown }) => Record<string, Record<string, string>>;
}

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 5 },
  colors: { brand: PALETTE.brand, gray: PALETTE.gray, dark: PALETTE.dark },
  black: '#1a1a1e',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.55', xl: '1.6' },
  spacing: { xs: rem(6), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(3), sm: rem(4), md: rem(6), lg: rem(8), xl: rem(12) },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(22), lineHeight: '1.3' },
      h2: { fontSize: rem(17), lineHeight: '1.35' },
      h3: { fontSize: rem(14), lineHeight: '1.4' },
      h4: { fontSize: rem(13), lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'xs' },
      styles: { root: { fontWeight: 500, fontSize: 'var(--mantine-font-size-sm)' } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Input: {
      defaultProps: { size: 'xs' },
      vars: (_theme, props) => ({ wrapper: (props.size ?? 'xs') === 'xs' ? { '--input-fz': rem(13) } : {} }),
    },
    InputWrapper: {
      defaultProps: { size: 'xs' },
      styles: {
        label: { fontWeight: 500, marginBottom: rem(4), fontSize: 'var(--mantine-font-size-sm)' },
        error: { fontSize: 'var(--mantine-font-size-xs)' },
        description: { fontSize: 'var(--mantine-font-size-xs)' },
      },
    },
    Checkbox: { defaultProps: { size: 'xs', radius: 'sm' } },
    // upper-casing breaks i/İ, and shouts
    Badge: { defaultProps: { tt: 'none', fw: 500, radius: 'sm', variant: 'light', color: 'gray' } },
    Kbd: { defaultProps: { size: 'xs' } },
    Menu: {
      defaultProps: { shadow: 'none', position: 'bottom-start', offset: 4, withinPortal: true },
      styles: {
        dropdown: { boxShadow: 'var(--shadow-float)', padding: rem(4) },
        item: { fontSize: 'var(--mantine-font-size-sm)', padding: `${rem(6)} ${rem(8)}` },
      },
    },
    Popover: {
      defaultProps: { shadow: 'none' },
      styles: { dropdown: { boxShadow: 'var(--shadow-float)' } },
    },
    Modal: {
      // no page of a workspace scrolls as a whole, and to lock it a browser styles all of it anew
      defaultProps: { centered: true, lockScroll: false, overlayProps: { backgroundOpacity: 0.35 } },
      styles: {
        title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)' },
        content: { boxShadow: 'var(--shadow-float)' },
      },
    },
    Tooltip: {
      defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false }, withArrow: false, fz: 'xs' },
    },
    NavLink: { styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } },
    Paper: { defaultProps: { withBorder: true } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Text: { defaultProps: { size: 'sm' } },
    Tabs: { styles: { tab: { fontSize: 'var(--mantine-font-size-sm)' } } },
  } satisfies Record<string, Part>,
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...SURFACES.light,
    ...tintVariables('light'),
    '--mantine-color-body': SURFACES.light['--surface-page'],
    '--mantine-color-dimmed': SURFACES.light['--text-dimmed'],
    '--mantine-color-placeholder': PALETTE.gray[5],
    '--mantine-color-default-border': PALETTE.gray[3],
    '--mantine-color-default-hover': SURFACES.light['--surface-hover'],
    '--mantine-color-error': SURFACES.light['--text-danger'],
    '--mantine-color-anchor': PALETTE.brand[7],
    '--mantine-color-red-filled': '#d92d20',
    '--mantine-color-red-filled-hover': '#b42318',
    '--mantine-color-gray-light': '#f0f0f2',
    '--mantine-color-gray-light-color': '#45454e',
  },
  dark: {
    ...SURFACES.dark,
    ...tintVariables('dark'),
    '--mantine-color-body': SURFACES.dark['--surface-page'],
    '--mantine-color-dimmed': SURFACES.dark['--text-dimmed'],
    '--mantine-color-placeholder': PALETTE.dark[3],
    '--mantine-color-default': SURFACES.dark['--surface-raised'],
    '--mantine-color-default-hover': SURFACES.dark['--surface-active'],
    '--mantine-color-default-border': PALETTE.dark[4],
    '--mantine-color-error': SURFACES.dark['--text-danger'],
    '--mantine-color-anchor': SURFACES.dark['--text-accent'],
    '--mantine-color-red-filled': '#d92d20',
    '--mantine-color-red-filled-hover': '#b42318',
    // grey on near-black vanished with Mantine's own mixture
    '--mantine-color-gray-light': '#2a2a31',
    '--mantine-color-gray-light-hover': '#33333b',
    '--mantine-color-gray-light-color': '#d2d2d9',
    '--mantine-color-brand-light': '#23265a',
    '--mantine-color-brand-light-hover': '#2b2f6e',
    '--mantine-color-brand-light-color': '#c5caff',
  },
});
