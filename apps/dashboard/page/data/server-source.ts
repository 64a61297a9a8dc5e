import type { Parameters } from '../shell/address.ts';
import type { DataSource } from './data-source.ts';

/** Asks the server of this page, whose answers' shapes are known. */
export const serverSource: DataSource = {
  async get<Data>(name: string, parameters: Parameters): Promise<Data> {
    const response = await asked(urlOf(name, parameters));
    return (await response.json()) as Data;
  },
  documentHref: (name, extension, parameters) => urlOf(`${name}.${extension}`, parameters),
  documentText: async (name, extension, parameters) => (await asked(urlOf(`${name}.${extension}`, parameters))).text(),
  eventsUrl: '/api/events',
};

async function asked(url: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    // Browsers say no more than "Failed to fetch".
    throw new Error('the server does not answer; expected "shotbench dashboard" to go on; start it again', { cause });
  }
  if (!response.ok) throw new Error((await response.text()).trim());
  return response;
}

function urlOf(path: string, parameters: Parameters): string {
  const query = new URLSearchParams(parameters).toString();
  return `/api/${path}${query === '' ? '' : `?${query}`}`;
}
