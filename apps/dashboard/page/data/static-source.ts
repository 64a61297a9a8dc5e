import type { Parameters } from '../shell/address.ts';
import type { DataSource } from './data-source.ts';
import { fileStem, queryOf, requestKey } from './request-key.ts';
import { answerPath, documentPath, documentTextPath, isRead, type SiteContents } from './site-contents.ts';

/** Gives the text of a script that registers it under a key. */
export type LoadText = (key: string, path: string) => Promise<string>;

/** Answers out of the files beside a page without a server. */
export function staticSource({ views }: SiteContents, loadText: LoadText): DataSource {
  const queries = new Map(Object.entries(views).map(([name, view]) => [name, new Set(view.queries)]));
  const holds = (name: string, parameters: Parameters): boolean => queries.get(name)?.has(queryOf(parameters)) ?? false;
  const holdsDocument = (name: string, extension: string, parameters: Parameters): boolean =>
    holds(name, parameters) &&
    views[name]!.extensions.includes(extension) &&
    !views[name]!.without.includes(`${extension}?${queryOf(parameters)}`);
  return {
    async get<Data>(name: string, parameters: Parameters): Promise<Data> {
      if (!holds(name, parameters)) throw missing(name, parameters);
      const path = answerPath(name, fileStem(name, parameters));
      return JSON.parse(await loadText(requestKey(name, parameters), path)) as Data;
    },
    documentHref: (name, extension, parameters) =>
      holdsDocument(name, extension, parameters)
        ? documentPath(name, fileStem(name, parameters), extension)
        : undefined,
    async documentText(name, extension, parameters) {
      if (!isRead(extension) || !holdsDocument(name, extension, parameters))
        throw missing(`${name}.${extension}`, parameters);
      const path = documentTextPath(name, fileStem(name, parameters), extension);
      return loadText(requestKey(`${name}.${extension}`, parameters), path);
    },
    hasView: (name) => (queries.get(name)?.size ?? 0) > 0,
  };
}

/** Says what is missing in words of the address. */
function missing(name: string, parameters: Parameters): Error {
  const asked = Object.entries(parameters).map(([parameter, value]) => `${parameter} ${value}`);
  const what = [name, ...(asked.length > 0 ? [`of ${asked.join(', ')}`] : [])].join(' ');
  return new Error(`this folder holds no ${what}; the dashboard does: shotbench dashboard, on the results themselves`);
}
