import { createTheme, type PaletteOptions, type Shadows } from '@mui/material/styles';
import { TOKENS, type ThemeName } from './tokens.ts';

type Tokens = (typeof TOKENS)[ThemeName];

declare module '@mui/material/styles' {
  interface Palette {
    assay: Tokens;
  }
  interface PaletteOptions {
    assay: Tokens;
  }
}

function makePalette(tokens: Tokens): PaletteOptions {
  return {
    background: { default: tokens.canvas, paper: tokens.surface },
    text: { primary: tokens.text, secondary: tokens.text2, disabled: tokens.text3 },
    primary: { main: tokens.accent, contrastText: tokens.onLightAccent },
    success: { main: tokens.ok },
    warning: { main: tokens.warn },
    error: { main: tokens.bad },
    divider: tokens.line,
    action: { hover: tokens.hover, selected: tokens.selected },
    assay: tokens,
  };
}

const QUICK = 120;
const OPEN = 150;
const PIXEL = 1 / 16;

/** The look of `look.md` as a theme: both colour schemes as CSS variables, four sizes of type, no elevation on the page. */
export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'assay', colorSchemeSelector: '[data-theme="%s"]' },
  colorSchemes: { light: { palette: makePalette(TOKENS.light) }, dark: { palette: makePalette(TOKENS.dark) } },
  shape: { borderRadius: 4 },
  spacing: 8,
  shadows: Array.from({ length: 25 }, () => 'none') as unknown as Shadows,
  typography: {
    fontFamily: 'Inter, system-ui, sans-serif',
    fontSize: 13,
    fontWeightRegular: 400,
    fontWeightMedium: 500,
    fontWeightBold: 600,
    h1: { fontSize: '1.375rem', lineHeight: `${28 * PIXEL}rem`, fontWeight: 600, letterSpacing: '-0.014em' },
    h2: { fontSize: '1rem', lineHeight: '1.5rem', fontWeight: 600 },
    h3: { fontSize: '0.8125rem', lineHeight: '1.25rem', fontWeight: 600 },
    body1: { fontSize: '0.8125rem', lineHeight: '1.25rem' },
    body2: { fontSize: '0.8125rem', lineHeight: '1.25rem' },
    button: { fontSize: '0.8125rem', lineHeight: '1.25rem', fontWeight: 500, textTransform: 'none', letterSpacing: 0 },
    caption: { fontSize: '0.75rem', lineHeight: '1rem' },
  },
  transitions: {
    duration: {
      shortest: QUICK,
      shorter: QUICK,
      short: QUICK,
      standard: QUICK,
      complex: OPEN,
      enteringScreen: OPEN,
      leavingScreen: QUICK,
    },
  },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiDialog: {
      styleOverrides: {
        paper: {
          borderRadius: 8,
          backgroundColor: 'var(--raised)',
          boxShadow: 'var(--pop-shadow)',
        },
      },
    },
    MuiDialogTitle: {
      styleOverrides: { root: { fontSize: '1rem', lineHeight: '1.5rem', fontWeight: 600, padding: '16px 24px 8px' } },
    },
    MuiDialogContent: { styleOverrides: { root: { padding: '8px 24px' } } },
    MuiDialogActions: { styleOverrides: { root: { padding: '16px 24px' } } },
    MuiBackdrop: { styleOverrides: { root: { backgroundColor: 'var(--scrim)' } } },
    MuiMenu: {
      styleOverrides: {
        paper: { borderRadius: 8, backgroundColor: 'var(--raised)', boxShadow: 'var(--pop-shadow)' },
      },
    },
    MuiPopover: {
      styleOverrides: {
        paper: { borderRadius: 8, backgroundColor: 'var(--raised)', boxShadow: 'var(--pop-shadow)' },
      },
    },
    MuiMenuItem: {
      styleOverrides: { root: { minHeight: 32, fontSize: '0.8125rem', paddingTop: 4, paddingBottom: 4 } },
    },
    MuiTooltip: {
      styleOverrides: {
        tooltip: {
          backgroundColor: 'var(--text)',
          color: 'var(--surface)',
          fontSize: '0.75rem',
          fontWeight: 400,
          padding: '4px 8px',
        },
      },
    },
  },
});
