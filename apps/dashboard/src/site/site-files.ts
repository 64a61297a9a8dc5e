import { queryOf, requestKey } from '../../page/data/request-key.ts';
import {
  answerPath,
  documentPath,
  documentTextPath,
  isRead,
  type SiteContents,
} from '../../page/data/site-contents.ts';
import { refusalStatus } from '../views/refusal.ts';
import type { Source } from '../views/source.ts';
import { EXTENSIONS, type Extension, type ViewApi } from '../views/view-api.ts';
import type { SitePage } from './site-pages.ts';

export interface SiteFile {
  /** Relative, with slashes: of lower-case letters, digits, dashes and one or two dots. */
  readonly path: string;
  readonly content: string;
}

/** The files of one page: the script with its answer, and each document, with a script where the page reads it. */
export async function pageFiles(
  source: Source,
  { view, parameters, query, stem }: SitePage,
): Promise<{ readonly files: readonly SiteFile[]; readonly without: readonly string[] }> {
  const { name } = view;
  const answer = JSON.stringify(await view.answer(source, query));
  const files = [{ path: answerPath(name, stem), content: registering(requestKey(name, parameters), answer) }];
  const without: string[] = [];
  for (const extension of extensionsOf(view)) {
    const text = await documentOf(() => view.documents![extension]!(source, query));
    if (text === undefined) without.push(`${extension}?${queryOf(parameters)}`);
    else {
      files.push({ path: documentPath(name, stem, extension), content: text });
      if (!isRead(extension)) continue;
      const key = requestKey(`${name}.${extension}`, parameters);
      files.push({ path: documentTextPath(name, stem, extension), content: registering(key, text) });
    }
  }
  return { files, without };
}

/** The script that tells the page what there is. */
export function contentsFile(pages: readonly SitePage[], without: ReadonlyMap<string, readonly string[]>): SiteFile {
  const views: Record<string, { extensions: readonly string[]; queries: string[]; without: readonly string[] }> = {};
  for (const { view, parameters } of pages) {
    views[view.name] ??= { extensions: extensionsOf(view), queries: [], without: without.get(view.name) ?? [] };
    views[view.name]!.queries.push(queryOf(parameters));
  }
  const contents: SiteContents = { format: 1, views };
  const text = `globalThis.shotbenchContents = JSON.parse(${quoted(JSON.stringify(contents))});\n`;
  return { path: 'data/contents.js', content: text };
}

function extensionsOf({ documents = {} }: ViewApi): Extension[] {
  return EXTENSIONS.filter((extension) => documents[extension] !== undefined);
}

/** A document's text; undefined where the view says that there is none for these parameters. */
async function documentOf(write: () => string | Promise<string>): Promise<string | undefined> {
  try {
    return await write();
  } catch (error) {
    if (refusalStatus(error) !== undefined) return undefined;
    throw error;
  }
}

/** As text and not as an object: in an object literal a name such as `__proto__` would mean something else. */
function registering(key: string, text: string): string {
  return `shotbenchData(${quoted(key)}, ${quoted(text)});\n`;
}

/** A text as a JavaScript literal. Single quotes leave JSON, which is full of double ones, nearly as it is. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `'${escaped}'`;
}
