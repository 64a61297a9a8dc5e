import { ShotbenchError } from '@shotbench/errors';

import { fileStem, queryOf } from '../../page/data/request-key.ts';
import { parseQuery } from '../views/parse-query.ts';
import type { Source } from '../views/source.ts';
import type { Parameters, ViewApi } from '../views/view-api.ts';

/** One answer that a site holds, with the documents of the same parameters. */
export interface SitePage {
  readonly view: ViewApi;
  readonly parameters: Parameters;
  /** The parameters as the view takes them. */
  readonly query: never;
  /** Of its files, within the folders of its view. */
  readonly stem: string;
}

/**
 * Every page of every view: view after view, in the order of their queries, each once.
 * @throws ShotbenchError `SITE_COLLISION` if two of a view would have the same file.
 */
export function sitePages(source: Source, views: readonly ViewApi[]): SitePage[] {
  return views.flatMap((view) => {
    const byQuery = new Map(view.pages(source).map((parameters) => [queryOf(parameters), parameters]));
    const queries = [...byQuery.keys()].sort();
    const taken = new Map<string, string>();
    return queries.map((query) => {
      const parameters = byQuery.get(query)!;
      const stem = fileStem(view.name, parameters);
      const other = taken.get(stem);
      if (other !== undefined) throw collision(view.name, [other, query], stem);
      taken.set(stem, query);
      return { view, parameters, stem, query: parsed(view, parameters) };
    });
  });
}

function parsed(view: ViewApi, parameters: Parameters): never {
  const result = parseQuery(view, parameters);
  if ('problem' in result) throw new Error(`the view ${view.name} lists a page that it refuses: ${result.problem}`);
  return result.query;
}

function collision(view: string, queries: readonly string[], stem: string): ShotbenchError {
  const message = `the pages ${queries.join(' and ')} of ${view} would both be in ${stem}.js; expected names that tell files apart; rename what one of them is about`;
  return new ShotbenchError('SITE_COLLISION', message);
}
