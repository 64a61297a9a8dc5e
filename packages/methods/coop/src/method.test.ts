import { searched } from '@shotbench/few-shot';
import { describeMethodContract, syntheticTextTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { coOp } from './index.ts';

describeMethodContract(coOp);

describe('checkClasses', () => {
  it('complains of names before anything is learned, as many tokens as the context has', async () => {
    const { task } = await syntheticTextTask();
    const check = (name: string, settings: object) => coOp.checkClasses!([name], coOp.config.parse(settings), task);
    // The text encoder reads 40 tokens: start, context, name, full stop, end.
    expect(() => check('x'.repeat(21), {})).not.toThrow();
    expect(() => check('x'.repeat(22), {})).toThrow('has 41 tokens with 16 of context; expected at most 40');
    expect(() => check('x'.repeat(22), { words: 'a b' })).not.toThrow();
    const method = searched(coOp);
    const config = method.config.parse({ search: { kind: 'grid', space: { contextTokens: [4, 18] } } });
    expect(() => method.checkClasses!(['x'.repeat(19)], config, task)).not.toThrow();
    expect(() => method.checkClasses!(['x'.repeat(20)], config, task)).toThrow('41 tokens with 18 of context');
  });
});
