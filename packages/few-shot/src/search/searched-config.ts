import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import type { Method } from '../method.ts';
import { protocolOf } from '../protocol.ts';
import { type Candidate, candidatesOf, countOf } from './candidates.ts';
import { MOST_TRIALS, type Search, searchSchema } from './search-options.ts';
import { isRange, type Space, spaceOf } from './space.ts';

/** The settings of a method that are not searched, completed, and how the others are. */
export interface SearchedConfig {
  readonly search: Search;
  readonly [setting: string]: unknown;
}

/** What is wrong and where, as zod has it. */
type Complaint = { readonly path: readonly PropertyKey[]; readonly message: string };

/**
 * The schema of a searched method: its settings less those that are searched, and `search`, by default the grid of the method's own
 * space. It refuses whatever would fail later: every candidate has passed the method's schema.
 */
export function searchedConfig<Config>(method: Method<Config>): z.ZodType<SearchedConfig> {
  return z.record(z.string(), z.unknown()).transform((given, context): SearchedConfig => {
    const { search: asked = { kind: 'grid' }, ...settings } = given;
    const completed = complete(method, settings, asked);
    if ('config' in completed) return completed.config;
    for (const { message, path } of completed.complaints) {
      context.addIssue({ code: 'custom', message, path: [...path], input: given });
    }
    return z.NEVER;
  });
}

type Settings = Readonly<Record<string, unknown>>;

function complete<Config>(
  method: Method<Config>,
  settings: Settings,
  asked: unknown,
): { readonly config: SearchedConfig } | { readonly complaints: readonly Complaint[] } {
  const parsed = searchSchema.safeParse(asked);
  if (!parsed.success) {
    return { complaints: parsed.error.issues.map(({ path, message }) => ({ path: ['search', ...path], message })) };
  }
  const wrongCandidates = wrongList(parsed.data);
  if (wrongCandidates) return { complaints: [wrongCandidates] };
  const listed = parsed.data.kind === 'list' ? spaceOf(parsed.data.candidates) : undefined;
  const search: Search = { ...parsed.data, space: sorted(listed ?? parsed.data.space ?? method.space ?? {}) };
  const wrong = wrongSpace(method, settings, search) ?? wrongCount(search) ?? wrongResource(method, settings, search);
  if (wrong) return { complaints: [wrong] };

  const candidates = candidatesOf(search);
  const [first] = candidates as [Candidate];
  for (const candidate of [...candidates, ...rangeEnds(search.space, first)]) {
    const complaints = wrongCandidate(method, { settings, candidate, search });
    if (complaints.length > 0) return { complaints };
  }
  const all = method.config.parse({ ...settings, ...first }) as Settings;
  const rest = Object.entries(all).filter(([name]) => !(name in search.space));
  return { config: { ...Object.fromEntries(rest), search } };
}

/** Names in alphabetical order, so that the order in which they are written never matters. */
function sorted(space: Space): Space {
  return Object.fromEntries(Object.entries(space).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Candidates of a list have the same settings, and nothing else says what is searched. */
function wrongList(search: z.output<typeof searchSchema>): Complaint | undefined {
  if (search.kind !== 'list') return undefined;
  const names = (settings: object): string => Object.keys(settings).sort().join(', ');
  const [first, ...others] = search.candidates.map(names) as [string, ...string[]];
  const other = others.findIndex((each) => each !== first);
  if (other !== -1) {
    const message = `has ${others[other] || 'no settings'}, but the first candidate has ${first || 'none'}; expected the same settings in each`;
    return { path: ['search', 'candidates', other + 1], message };
  }
  if (!search.space || isDeepStrictEqual(sorted(search.space), sorted(spaceOf(search.candidates)))) return undefined;
  return { path: ['search', 'space'], message: 'is another than that of the candidates; leave it out' };
}

function wrongSpace<Config>(method: Method<Config>, settings: Settings, { space }: Search): Complaint | undefined {
  const names = Object.keys(space);
  const known = Object.keys(method.config.parse({}) as object);
  if (names.length === 0) {
    const example = `such as { "${known[0] ?? 'alpha'}": [1, 2] }`;
    return { path: ['search', 'space'], message: `nothing to search: expected settings with their values, ${example}` };
  }
  for (const name of names) {
    const path = ['search', 'space', name];
    if (!known.includes(name)) {
      return { path, message: `is no setting of ${method.id}; expected some of ${known.join(', ')}` };
    }
    if (name in settings) {
      return { path, message: `is searched, but also set to ${JSON.stringify(settings[name])}; leave out one of both` };
    }
  }
  return undefined;
}

function wrongCount(search: Search): Complaint | undefined {
  const count = countOf(search);
  if (search.kind === 'grid' && count > MOST_TRIALS) {
    const message = `a grid of ${count} candidates; expected at most ${MOST_TRIALS}; give fewer values or search at random`;
    return { path: ['search', 'space'], message };
  }
  if ('trials' in search && search.trials > count) {
    const message = `${search.trials} draws from a space of ${count} candidates; expected at most ${count}, or kind grid for all of them`;
    return { path: ['search', 'trials'], message };
  }
  return undefined;
}

/** Successive halving divides a setting that is a whole number and is not searched. */
function wrongResource<Config>(method: Method<Config>, settings: Settings, search: Search): Complaint | undefined {
  if (search.kind !== 'halving') return undefined;
  const { resource, space } = search;
  const path = ['search', 'resource'];
  const known = Object.keys(method.config.parse({}) as object);
  if (!known.includes(resource)) {
    const message = `"${resource}" is no setting of ${method.id}; expected one of ${known.join(', ')} that says how long a fit goes on`;
    return { path, message };
  }
  if (resource in space) {
    return { path, message: `"${resource}" is divided between the rounds, but also searched; leave out one of both` };
  }
  const value = resourceOf(method, settings, search);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return undefined;
  return {
    path,
    message: `"${resource}" is ${JSON.stringify(value)}; expected a whole number to divide; set it, such as to 90`,
  };
}

/** The value that a halving search divides, or undefined where the method's settings are wrong, which is told elsewhere. */
export function resourceOf<Config>(method: Method<Config>, settings: Settings, search: Search): unknown {
  if (search.kind !== 'halving') return undefined;
  const { data } = method.config.safeParse({ ...settings, ...candidatesOf(search)[0] });
  return (data as Settings | undefined)?.[search.resource] ?? (data === undefined ? 1 : null);
}

/** Candidates at the ends of the ranges, which a draw may miss. */
function rangeEnds(space: Space, candidate: Candidate): Candidate[] {
  return Object.entries(space).flatMap(([name, choices]) =>
    isRange(choices) ? [choices.low, choices.high].map((end) => ({ ...candidate, [name]: end })) : [],
  );
}

function wrongCandidate<Config>(
  method: Method<Config>,
  { settings, candidate, search }: { settings: Settings; candidate: Candidate; search: Search },
): Complaint[] {
  const parsed = method.config.safeParse({ ...settings, ...candidate });
  const seen = JSON.stringify(candidate);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) =>
      path[0] !== undefined && path[0] in candidate
        ? { path: ['search', 'space', ...path], message: `${message}, with ${seen}` }
        : { path, message },
    );
  }
  const protocol = protocolOf(method, parsed.data);
  if (protocol === 'fixed' || protocol === search.on) return [];
  const message = `is ${search.on}, but with ${seen} ${method.id} itself chooses by ${protocol}; expected the same`;
  return [{ path: ['search', 'on'], message }];
}
