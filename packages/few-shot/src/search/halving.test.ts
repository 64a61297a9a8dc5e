import { z } from 'zod';
import { describe, expect, it } from 'vitest';

import { defineMethod, type FitContext, protocolOf, searched } from '../index.ts';
import { describeMethodContract, syntheticTask } from '../testing/index.ts';
import { blendedPrototypes } from './blended-prototypes.fixture.ts';

/** The fixture with epochs, of which too few spoil what would be good in the end. */
const slowConfig = z.strictObject({
  blend: z.number().default(1),
  epochs: z.int().min(1).default(9),
  diverges: z.boolean().default(false),
});
const { title, version, needs, usesSeed } = blendedPrototypes;
const slow = defineMethod<z.output<typeof slowConfig>>({
  ...{ title, version, needs, usesSeed },
  protocol: 'fixed',
  id: 'slow-prototypes',
  space: { blend: [1, -3, 0.5, 3, 2, -1, 4, 6, 8] },
  config: slowConfig,
  fit: ({ ...task }, { blend, epochs, diverges }, context) =>
    blendedPrototypes.fit(
      task,
      blendedPrototypes.config.parse({ blend: epochs < 3 && blend === 8 ? -3 : blend, diverges }),
      context,
    ),
});
const method = searched(slow);
describeMethodContract(slow);

const { task } = syntheticTask({ classes: 8, shots: 2, spread: 2.5 });
const context: FitContext = { execution: { executor: 'cpu' }, seed: 5 };

interface Trial {
  readonly settings: { readonly blend: number; readonly epochs: number };
  readonly validationAccuracy: number;
}

describe('successive halving', () => {
  it('keeps the best third of each round, first come first served, and lets the last round decide', async () => {
    const config = method.config.parse({ search: { kind: 'halving', trials: 9 } });
    expect(protocolOf(method, config)).toBe('few-shot-val');
    expect(config).toMatchObject({ epochs: 9, search: { factor: 3, resource: 'epochs', seed: 1 } });
    const { details } = await method.fit(task, config, context);
    const { trials, chosen } = details['search'] as unknown as { trials: readonly Trial[]; chosen: object };
    expect(trials.map(({ settings }) => settings.epochs)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 9]);

    // The same by hand: plain fits of every round, sorted by how well they do.
    const bestOf = (round: readonly Trial[], count: number) =>
      round
        .map((trial, i) => ({ trial, i }))
        .sort((a, b) => b.trial.validationAccuracy - a.trial.validationAccuracy || a.i - b.i)
        .slice(0, count)
        .map(({ trial }) => trial.settings.blend);
    expect(trials.slice(9, 12).map(({ settings }) => settings.blend)).toEqual(bestOf(trials.slice(0, 9), 3));
    expect(trials.slice(12).map(({ settings }) => settings.blend)).toEqual(bestOf(trials.slice(9, 12), 1));
    expect(chosen).toEqual(trials[12]!.settings);
    // What does well with all epochs only has been dropped.
    expect(trials.filter(({ settings }) => settings.blend === 8)).toHaveLength(1);
  });

  it.each<[string, object, object, string]>([
    [
      'a setting that there is not',
      { resource: 'steps' },
      {},
      '"steps" is no setting of slow-prototypes; expected one of blend, epochs, diverges',
    ],
    [
      'a setting that is searched',
      { resource: 'blend' },
      {},
      '"blend" is divided between the rounds, but also searched; leave out one of both',
    ],
    [
      'what is no number',
      { resource: 'diverges' },
      {},
      '"diverges" is false; expected a whole number to divide; set it, such as to 90',
    ],
  ])('does not divide %s', (_title, options, settings, complaint) => {
    const { error } = method.config.safeParse({ ...settings, search: { kind: 'halving', trials: 3, ...options } });
    expect(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      expect.stringContaining(`search.resource: ${complaint}`),
    ]);
  });
});
