import type { Curves } from '../../../src/views/curves/curves-api.ts';
import type { Choice } from '../../parts/choices.ts';
import type { Shown } from '../../shell/view.ts';

/** What stands for a parameter that is not in the address. */
const ABSENT = { protocol: 'all', paper: 'none', axes: 'own' } as const;

/** What there is to choose from, besides methods; nothing where there is no choice. */
export function curvesChoices(data: Curves, { parameters, request, index }: Shown): Choice[] {
  const { protocols, papers } = data;
  const choice = (name: keyof typeof ABSENT, legend: string, options: readonly string[]): Choice => {
    return { name, legend, options: [ABSENT[name], ...options], chosen: parameters[name] ?? ABSENT[name] };
  };
  return [
    {
      ...{ name: 'backbone', legend: 'Backbone', chosen: request['backbone'] ?? '' },
      options: index.backbones.map(({ name }) => name),
    },
    ...(protocols.length > 1 ? [choice('protocol', 'Protocol', protocols)] : []),
    ...(papers.length > 0
      ? [
          choice(
            'paper',
            'Printed numbers',
            papers.map(({ id }) => id),
          ),
        ]
      : []),
    choice('axes', 'Accuracy axes', ['equal']),
  ];
}

/** What the address has to say for an option. */
export function parameterOf(name: string, option: string): string | undefined {
  return (ABSENT as Readonly<Record<string, string>>)[name] === option ? undefined : option;
}
