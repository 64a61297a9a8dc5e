import { renderSelect } from '../parts/select.ts';
import { preference, setPreference } from './preferences.ts';

const THEMES = ['system', 'light', 'dark'] as const;

/** A list to choose light or dark from. Style sheets only know `prefers-color-scheme`: building the page makes them follow this, too. */
export function renderTheme(container: HTMLElement): void {
  const render = (): void => {
    const chosen = THEMES.find((theme) => theme === preference('theme')) ?? 'system';
    document.documentElement.dataset['theme'] = chosen;
    const options = THEMES.map((value) => ({ value }));
    renderSelect(container, { name: 'theme', label: 'Theme', options, chosen }, (name, value) => {
      setPreference(name, value);
      render();
    });
  };
  render();
  // Chosen in another tab.
  window.addEventListener('storage', render);
}
