// Light or dark: as the system says, until somebody says otherwise.

const NAME = 'wavetank-theme';

/** Whether the page is dark now. */
export function isDark(): boolean {
  const said = document.documentElement.dataset.theme;
  return said ? said === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

export function turnTheme(): void {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(NAME, theme);
  } catch {
    // A page from a file may not be allowed to remember.
  }
}

/** What was said last time; calls back when the system changes its mind. */
export function startTheme(changed: () => void): void {
  try {
    const theme = localStorage.getItem(NAME);
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // As above.
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}
