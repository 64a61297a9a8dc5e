import type { Parameters } from '../shell/address.ts';
import type { DataSource } from './data-source.ts';

/** Asks the server of this page, whose answers' shapes are known. */
export const serverSource: DataSource = {
  async get<Data>(name: string, parameters: Parameters): Promise<Data> {
    const response = await fetch(urlOf(name, parameters));
    if (!response.ok) throw new Error((await response.text()).trim());
    return (await response.json()) as Data;
  },
  documentHref: (name, extension, parameters) => urlOf(`${name}.${extension}`, parameters),
  eventsUrl: '/api/events',
};

function urlOf(path: string, parameters: Parameters): string {
  const query = new URLSearchParams(parameters).toString();
  return `/api/${path}${query === '' ? '' : `?${query}`}`;
}
