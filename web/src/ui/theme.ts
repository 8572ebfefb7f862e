import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: a deep teal that white text reads well on. */
const teal: MantineColorsTuple = [
  '#eefaf8',
  '#d9f1ee',
  '#b0e2dc',
  '#82d1c9',
  '#5bc2b8',
  '#37b0a6',
  '#178f87',
  '#0f766f',
  '#0b625d',
  '#084e4a',
];

/** Greys with a little warmth for the dark side. */
const dark: MantineColorsTuple = [
  '#d5d9dc',
  '#b4babf',
  '#9aa2a8',
  '#6b747b',
  '#3d454b',
  '#2d343a',
  '#22282d',
  '#191e22',
  '#12161a',
  '#0c0f12',
];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 7 },
  colors: { teal, dark },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
});
