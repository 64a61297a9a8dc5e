import { messageOf } from '@shotbench/errors/testing';
import { syntheticImageTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { rPmt } from './index.ts';
import { maskedWeights } from './masked-weights.ts';

const model = (await syntheticImageTask()).task.textModel!;
const options = { group: 'attention', patchEmbedding: false, firstLayer: 0, methodId: 'r-amt' } as const;
const short = (names: readonly string[]) => names.map((name) => name.replace('visual.transformer.resblocks.', ''));

describe('the weights that are masked', () => {
  it.each([
    [
      'attention',
      ['0.attn.in_proj_weight', '0.attn.out_proj.weight', '1.attn.in_proj_weight', '1.attn.out_proj.weight'],
    ],
    ['mlp', ['0.mlp.c_fc.weight', '0.mlp.c_proj.weight', '1.mlp.c_fc.weight', '1.mlp.c_proj.weight']],
  ] as const)('are those of the %s in all blocks', (group, expected) => {
    expect(short(maskedWeights(model, { ...options, group }))).toEqual(expected);
  });

  it('begin with the first block that is to be changed', () => {
    expect(short(maskedWeights(model, { ...options, firstLayer: 1, patchEmbedding: true }))).toEqual([
      'visual.conv1.weight',
      '1.attn.in_proj_weight',
      '1.attn.out_proj.weight',
    ]);
    expect(messageOf(() => maskedWeights(model, { ...options, firstLayer: 2 }))).toBe(
      'r-amt is to mask blocks from 2 on, but the image encoder of synthetic has 2; expected 0 to 1',
    );
  });

  it('leave the blocks before as they are, whose work is done once for each crop', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    let crops = 0;
    const images: typeof task.images = {
      ...task.images!,
      views: (rows, view) => {
        crops += rows.length;
        return task.images!.views(rows, view);
      },
    };
    const config = rPmt.config.parse({ firstLayer: 1, views: 2, epochs: 8 });
    const { details } = await rPmt.fit({ ...task, images }, config, { execution: { threads: 1 }, seed: 1 });
    expect(Object.keys(details['sparsityByLayer'] as object)).toEqual([
      '1.attn.in_proj_weight',
      '1.attn.out_proj.weight',
      '1.mlp.c_fc.weight',
      '1.mlp.c_proj.weight',
    ]);
    expect(crops).toBe(2 * task.train.labels.length);
  });
});
