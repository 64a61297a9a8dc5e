import { describe, expect, it } from 'vitest';

import { compile, float32, float64, int32, tf } from './index.ts';

const matrix = { dtype: 'float32', shape: [2, 2] } as const;

describe('compile', () => {
  it.each(['onnx', 'cpu'] as const)('runs a program with several inputs and outputs on %s', async (executor) => {
    const program = await compile(
      ({ a, b }) => ({ product: tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D), same: a, seven: tf.scalar(7) }),
      { a: matrix, b: matrix },
      { executor },
    );
    const a = float32([2, 2], [1, 2, 3, 4]);
    const { product, same, seven } = await program.run({ a, b: float32([2, 2], [1, 0, 0, 2]) });
    expect([...product.data]).toEqual([1, 4, 3, 8]);
    expect([...same.data]).toEqual([1, 2, 3, 4]);
    expect(seven).toMatchObject({ shape: [], dtype: 'float32' });
    expect(seven.data[0]).toBe(7);
  });

  it.each(['float32', 'float64'] as const)(
    'writes constants that are parts of larger arrays in %s',
    async (precision) => {
      const floats = Float32Array.of(9, 0.1, 2, 3, 4, 9).subarray(1, 5);
      const rows = Int32Array.of(9, 9, 3, 2, 1, 0, 9).subarray(2, 6);
      const program = await compile(
        ({ a }) => ({ sum: tf.add(a, tf.tensor1d(floats)), flipped: tf.gather(a, tf.tensor1d(rows, 'int32')) }),
        { a: { dtype: 'float32', shape: [4] } },
        { precision },
      );
      const { sum, flipped } = await program.run({ a: float32([4], [0, 10, 20, 30]) });
      expect([...sum.data]).toEqual([Math.fround(0.1), 12, 23, 34]);
      expect([...flipped.data]).toEqual([30, 20, 10, 0]);
    },
  );

  it.each([
    ['onnx', 'float32'],
    ['onnx', 'float64'],
    ['cpu', 'float32'],
  ] as const)("writes outputs to memory that it is given, an input's too, on %s in %s", async (executor, precision) => {
    const program = await compile(
      ({ sum, a, b }) => ({ sum: tf.add(sum, tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D)), twice: tf.add(a, a) }),
      { sum: matrix, a: matrix, b: matrix },
      { executor, precision },
    );
    const sum = (precision === 'float64' ? float64 : float32)([2, 2], [0, 0, 0, 100]);
    const inputs = { sum, a: float32([2, 2], [1, 2, 3, 4]), b: float32([2, 2], [1, 0, 0, 2]) };
    for (let i = 0; i < 3; i++) {
      const results = await program.run(inputs, { sum });
      expect(results.sum.data).toBe(sum.data);
      expect([...results.twice.data]).toEqual([2, 4, 6, 8]);
    }
    expect([...sum.data]).toEqual([3, 12, 9, 124]);
  });

  it('takes and gives double precision where asked', async () => {
    const program = await compile(({ a }) => ({ y: tf.add(a, a) }), { a: matrix }, { precision: 'float64' });
    const { y } = await program.run({ a: float32([2, 2], [0.1, 0, 0, 0]) });
    expect(y.dtype).toBe('float64');
    expect(y.data[0]).toBe(2 * Math.fround(0.1));
  });

  it.each(['onnx', 'cpu'] as const)('names a missing or unfitting input on %s', async (executor) => {
    const program = await compile(({ a }) => ({ a }), { a: matrix }, { executor });
    await expect(program.run({} as never)).rejects.toThrow('input "a" is missing; expected float32 [2, 2]');
    await expect(program.run({ a: int32([2, 2], [0, 0, 0, 0]) })).rejects.toThrow(
      'input "a" is int32 [2, 2]; expected float32 [2, 2]',
    );
    await expect(program.run({ a: float32([4], [0, 0, 0, 0]) })).rejects.toThrow('input "a" is float32 [4]');
  });

  it('names a kernel that cannot be traced', async () => {
    await expect(compile(({ a }) => ({ y: tf.cumsum(a) }), { a: matrix })).rejects.toThrow(
      'the kernel Cumsum has no ONNX form yet',
    );
  });

  it('refuses to read a value while tracing', async () => {
    const reads = ({ a }: { a: tf.Tensor }) => ({ y: a.dataSync()[0]! > 0 ? a : tf.neg(a) });
    await expect(compile(reads, { a: matrix })).rejects.toThrow('read the value of a tensor');
  });

  it('refuses unknown executors and double precision where there is none', async () => {
    await expect(compile(({ a }) => ({ a }), { a: matrix }, { executor: 'gpu' as never })).rejects.toThrow(
      'unknown executor "gpu"; expected one of onnx, tensorflow, cpu',
    );
    await expect(compile(({ a }) => ({ a }), { a: matrix }, { executor: 'cpu', precision: 'float64' })).rejects.toThrow(
      'executor "cpu" has no float64',
    );
  });

  it('runs on tensorflow, or says how to install it', async () => {
    const result = compile(({ a }) => ({ y: tf.add(a, a) }), { a: matrix }, { executor: 'tensorflow' }).then(
      async (program) => [...(await program.run({ a: float32([2, 2], [1, 2, 3, 4]) })).y.data].join(),
      (error: Error) => error.message,
    );
    expect(await result).toMatch(/^2,4,6,8$|needs @tensorflow\/tfjs-node-gpu .* add it with "npm run add-tensorflow"/);
  });

  it('leaves the tfjs back end as it was', async () => {
    await tf.setBackend('cpu');
    await compile(({ a }) => ({ y: tf.add(a, a) }), { a: matrix });
    expect(tf.getBackend()).toBe('cpu');
    expect([...tf.add(1, 2).dataSync()]).toEqual([3]);
  });
});
