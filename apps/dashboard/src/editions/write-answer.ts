import { ShotbenchError } from '@shotbench/errors';

import { parseQuery } from '../views/parse-query.ts';
import type { Source } from '../views/source.ts';
import { VIEW_APIS } from '../views/views.ts';
import type { Asked } from './asked.ts';

/**
 * The text of an answer: JSON for the data of a view, or the document.
 * @throws ShotbenchError `DASHBOARD_QUERY` if there is no such view or document, or it does not take these parameters; and what the view throws.
 */
export async function writeAnswer(source: Source, { view: name, extension, parameters }: Asked): Promise<string> {
  const view = VIEW_APIS.find((one) => one.name === name);
  if (view === undefined) throw new ShotbenchError('DASHBOARD_QUERY', `there is no view "${name}"`);
  const parsed = parseQuery(view, parameters);
  if ('problem' in parsed) throw new ShotbenchError('DASHBOARD_QUERY', parsed.problem);
  if (extension === undefined) return JSON.stringify(await view.answer(source, parsed.query));
  const write = view.documents?.[extension];
  if (write === undefined) throw new ShotbenchError('DASHBOARD_QUERY', `${name} has no document .${extension}`);
  return write(source, parsed.query);
}
