import type { FeatureSetInfo } from '@shotbench/feature-cache';
import { describe, expect, it } from 'vitest';

import { planEvaluation } from './plan-evaluation.ts';
import type { EvaluationRequest } from './request.ts';

function info(name: string, changes: Partial<FeatureSetInfo> = {}): FeatureSetInfo {
  return {
    ...{ name, hash: `hash of ${name}`, backbone: 'RN50', featureDim: 8, logitScale: 100, hasText: true },
    ...{ classNames: ['ant', 'bee', 'cat'], shots: [1, 16], drawsBySeed: false, testPerShots: false },
    ...changes,
  };
}

const SETS = [
  info('few', { classNames: ['cat', 'ant'] }),
  info('other', { classNames: ['elk'] }),
  info('long', { featureDim: 9 }),
  info('vit', { backbone: 'ViT' }),
  info('mute', { hasText: false }),
  info('per-shots', { testPerShots: true, shots: [1] }),
];
const cache = { info: (name: string) => SETS.find((set) => set.name === name) };
const naming = { id: 'm', needs: ['text-features'], namesNewClasses: true } as const;
const bound = { id: 'm', needs: ['text-features'] } as const;
const plan = (
  wanted: EvaluationRequest | undefined,
  method: typeof naming | typeof bound = naming,
  set = info('set'),
) => planEvaluation(wanted, { method, set, shots: 16, cache });
const transfer = (...targets: string[]) => ({ kind: 'transfer', targets }) as const;
const shifted = (...targets: string[]) => ({ kind: 'shifted', targets }) as const;

describe('planEvaluation', () => {
  it('leaves few-shot runs as they are', () => {
    expect(plan(undefined, bound)).toEqual({});
  });

  it('names targets by content, in one order and each once', () => {
    expect(plan(transfer('other', 'few', 'other'))).toEqual({
      evaluation: {
        kind: 'transfer',
        targets: [
          { name: 'few', hash: 'hash of few' },
          { name: 'other', hash: 'hash of other' },
        ],
      },
    });
    expect(plan({ kind: 'base-to-novel' })).toEqual({ evaluation: { kind: 'base-to-novel' } });
  });

  it('lets any method meet shifted images, and needs no text of them', () => {
    expect(plan(shifted('few', 'mute'), bound).refusal).toBeUndefined();
    const twice = info('set', { classNames: ['missile', 'missile'] });
    const same = { info: () => info('same', { classNames: ['missile', 'missile'] }) };
    const candidate = { method: bound, set: twice, shots: 16, cache: same };
    expect(planEvaluation(shifted('same'), candidate).refusal).toBeUndefined();
  });

  it.each<[string, EvaluationRequest, typeof naming | typeof bound, string]>([
    [
      'a method of fixed classes',
      { kind: 'base-to-novel' },
      bound,
      'm cannot name classes that it was not trained on, which base-to-novel asks for; leave out m',
    ],
    ['a method of fixed classes', transfer('few'), bound, 'which transfer asks for'],
    ['a target that is not there', shifted('none'), bound, 'target set "none" is not in the cache; import it with'],
    [
      'features of another length',
      transfer('long'),
      naming,
      'target set "long" has 9 features of RN50, but "set" has 8 features of RN50; use sets of one model',
    ],
    [
      'features of another model',
      shifted('vit'),
      bound,
      '"vit" has 8 features of ViT, but "set" has 8 features of RN50',
    ],
    ['a target without text', transfer('mute'), naming, 'but target set "mute" has none; use a set with text'],
    [
      'a class that the source lacks',
      shifted('other'),
      bound,
      'target set "other": class "elk" of the shifted set is not among the 3 classes',
    ],
    ['missing test images', shifted('per-shots'), bound, '"per-shots" has no test images at 16 shots, but at 1;'],
  ])('refuses %s', (_, wanted, method, reason) => {
    const { refusal, evaluation } = plan(wanted, method);
    expect(refusal).toContain(reason);
    expect(refusal).not.toContain('\n');
    expect(evaluation).toBeUndefined();
  });

  it('refuses to halve one class', () => {
    expect(plan({ kind: 'base-to-novel' }, naming, info('one', { classNames: ['ant'] })).refusal).toBe(
      'feature set "one" has 1 class, and base-to-novel needs 2 or more; use another set',
    );
  });
});
