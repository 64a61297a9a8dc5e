import type { DataSource } from '../data/data-source.ts';
import type { Parameters } from '../shell/address.ts';
import { element } from './dom.ts';
import { pngOf } from './png.ts';

/** The documents of a view that there are links to. */
export interface Documents {
  readonly view: string;
  readonly extensions: readonly string[];
  readonly parameters: Parameters;
}

const LABELS: Readonly<Record<string, string>> = { csv: 'CSV', json: 'JSON', md: 'Markdown', tex: 'LaTeX', svg: 'SVG' };

/** Links to a view's documents, as the command line writes them, and where there is an SVG the same as PNG. */
export function renderDownloads(
  container: HTMLElement,
  data: DataSource,
  { view, extensions, parameters }: Documents,
): void {
  const state = JSON.stringify([view, extensions, parameters]);
  if (container.dataset.state === state) return;
  container.dataset.state = state;
  const links = extensions.flatMap((extension) => {
    const href = data.documentHref(view, extension, parameters);
    if (href === undefined) return [];
    const link = element('a', { href, download: `shotbench-${view}.${extension}` }, LABELS[extension] ?? extension);
    return extension === 'svg' ? [link, pngButton(data, view, parameters)] : [link];
  });
  container.classList.add('downloads');
  container.replaceChildren(...(links.length === 0 ? [] : ['Download: ', ...links.flatMap((link) => [link, ' '])]));
}

function pngButton(data: DataSource, view: string, parameters: Parameters): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'link' }, 'PNG');
  button.addEventListener('click', () => {
    void (async () => {
      const png = await pngOf(await data.documentText(view, 'svg', parameters));
      const url = URL.createObjectURL(png);
      element('a', { href: url, download: `shotbench-${view}.png` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    })();
  });
  return button;
}
