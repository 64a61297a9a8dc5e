import { compile, float32, specsOf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { projectGradient } from './project-gradient.ts';

async function project(gradient: number[], guide: number[], lambda: number): Promise<number[]> {
  const inputs = { gradient: float32([2], gradient), guide: float32([2], guide) };
  const program = await compile((t) => ({ g: projectGradient(t.gradient, t.guide, lambda) }), specsOf(inputs));
  return [...(await program.run(inputs)).g.data].map((value) => Math.round(value * 1e6) / 1e6);
}

describe('projectGradient', () => {
  it('keeps a gradient that does not go against the guide', async () => {
    expect(await project([3, 4], [1, 0], 1)).toEqual([3, 4]);
    expect(await project([0, 4], [1, 0], 1)).toEqual([0, 4]);
  });

  it('takes away what goes against it, whatever the length of the guide', async () => {
    expect(await project([-3, 4], [1, 0], 1)).toEqual([0, 4]);
    expect(await project([-3, 4], [50, 0], 1)).toEqual([0, 4]);
    // ĝ = (0.6, 0.8), ⟨g, ĝ⟩ = −5: g + 5 ĝ
    expect(await project([-3, -4], [3, 4], 1)).toEqual([0, 0]);
    expect(await project([-5, 0], [3, 4], 1)).toEqual([-3.2, 2.4]);
  });

  it('takes away a part of it', async () => {
    expect(await project([-3, 4], [1, 0], 0.8)).toEqual([-0.6, 4]);
    expect(await project([-3, 4], [1, 0], 0)).toEqual([-3, 4]);
  });

  it('keeps the gradient where the guide has none', async () => {
    expect(await project([-3, 4], [0, 0], 1)).toEqual([-3, 4]);
  });
});
