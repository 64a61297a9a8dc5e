import type { ShotbenchError } from '@shotbench/errors';

import { sameNames } from '../classes/same-names.ts';
import { untrainedClasses } from '../classes/untrained-classes.ts';
import { allItems, type Split } from '../dataset.ts';
import { splitProblem } from './split-file.ts';
import { andMore } from '../wording.ts';

/** The class names in order of their labels, and what a split gets wrong about classes, the worst first. */
export interface SplitClasses {
  readonly classNames: readonly string[];
  /** `SPLIT_FILE`, one at most of each: two names for a label, gaps, names that are the same, classes without training images. */
  readonly problems: readonly ShotbenchError[];
}

export function splitClasses(split: Split, file: string): SplitClasses {
  const names = new Map<number, string>();
  const contradictions = new Map<number, string>();
  for (const { label, className, path } of allItems(split)) {
    const known = names.get(label) ?? className;
    names.set(label, known);
    if (known === className || contradictions.has(label)) continue;
    contradictions.set(label, `calls class ${label} both "${known}" and "${className}" (${path})`);
  }
  const labels = [...names.keys()].sort((a, b) => a - b);
  const classNames = labels.map((label) => names.get(label)!);
  const problem = (found: readonly string[], todo: string): ShotbenchError[] =>
    found.length === 0 ? [] : [splitProblem(file, `${found[0]}${andMore(found.length - 1)}; ${todo}`)];
  return {
    classNames,
    problems: [
      ...problem([...contradictions.values()], 'expected one name'),
      ...problem(gaps(labels), `expected 0 to ${labels.length - 1}`),
      ...problem(sameNames(classNames).map(describeSame), 'expected a name of its own for each'),
      ...problem(
        untrainedClasses(split).map(
          (c) => `has ${c.split} but no training images of class ${c.label}, "${c.className}"`,
        ),
        'expected some',
      ),
    ],
  };
}

function gaps(labels: readonly number[]): string[] {
  const gap = labels.findIndex((label, i) => label !== i);
  return gap < 0 ? [] : [`has ${labels.length} classes but no image of class ${gap}`];
}

function describeSame([name, other]: readonly [string, string]): string {
  return name === other
    ? `has two classes called "${name}"`
    : `has the classes "${name}" and "${other}", which are the same in prompts`;
}
