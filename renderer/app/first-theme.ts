/** Where the theme's provider keeps the choice for this browser. */
export const THEME_KEY = 'assay-theme';

/** Puts on the theme of the last visit before anything is drawn, so that a dark page never begins in white. */
export function applyFirstTheme(): void {
  const kept = localStorage.getItem(THEME_KEY);
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const isDark = kept === 'dark' || (kept !== 'light' && prefersDark);
  document.documentElement.setAttribute('data-theme', isDark ? 'dark' : 'light');
}
