/** The choice of colours: that of the system, light or dark. It is the only thing that the console keeps in the browser. */

const STORED = 'console.theme';

export const THEMES = ['system', 'light', 'dark'];

export function storedTheme() {
  const theme = localStorage.getItem(STORED);
  return THEMES.includes(theme) ? theme : 'system';
}

export function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

export function storeTheme(theme) {
  localStorage.setItem(STORED, theme);
  applyTheme(theme);
}
