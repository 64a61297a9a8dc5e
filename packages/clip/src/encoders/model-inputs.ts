import { float32, type HostTensor, tf } from '@shotbench/tensor';

import { lookupOf, missing, type WeightLookup } from './weights.ts';

/** How a model's weights reach a program. */
export interface ModelInputs {
  /** To be fed at every run; memory of the weights themselves, never a copy. */
  readonly inputs: Readonly<Record<string, HostTensor>>;
  /** Finds the weights among the program's tensors. */
  readonly lookup: (tensors: Readonly<Record<string, tf.Tensor>>) => WeightLookup;
}

/** Weights that attention cuts into queries, keys and values. */
const STACKED = /\.in_proj_(weight|bias)$/;
const PARTS = [0, 1, 2];
/** Below it lie RN50's stem and first two stages, with what is small elsewhere 1.8 of 38.4 million weights. */
const SMALL = 2 ** 18;

/**
 * Weights as inputs of a program. Stacked ones are fed in three parts, each a view of the same memory, and put together
 * inside: where the encoder cuts them apart again, a traced graph holds neither the stack nor the cut.
 */
export function weightsAsInputs(weights: ReadonlyMap<string, HostTensor>): ModelInputs {
  const inputs = [...weights].flatMap(([name, tensor]) =>
    STACKED.test(name) ? PARTS.map((i) => [partName(name, i), part(tensor, i)] as const) : [[name, tensor] as const],
  );
  return {
    inputs: Object.fromEntries(inputs),
    lookup: (tensors) => {
      const plain = lookupOf(tensors);
      return (name) => (STACKED.test(name) ? tf.concat(PARTS.map((i) => plain(partName(name, i)))) : plain(name));
    },
  };
}

function partName(name: string, i: number): string {
  return `${name}[${i}]`;
}

function part({ shape: [rows, ...rest], data }: HostTensor, i: number): HostTensor {
  const size = data.length / PARTS.length;
  return float32([rows! / PARTS.length, ...rest], (data as Float32Array).subarray(i * size, (i + 1) * size));
}

/** Weights as constants of a traced program. */
export function weightsAsConstants(weights: ReadonlyMap<string, HostTensor>): ModelInputs {
  return {
    inputs: {},
    lookup: () => {
      const made = new Map<string, tf.Tensor>();
      return (name) => {
        const { shape, data } = weights.get(name) ?? missing(name);
        const tensor = made.get(name) ?? tf.tensor(data, [...shape], 'float32');
        made.set(name, tensor);
        return tensor;
      };
    },
  };
}

/**
 * Weights of fewer than `limit` elements as constants, the others as inputs. In a ResNet the first stages have the largest
 * images and the smallest filters, so a few per cent of the weights bring more than half of what constants gain in speed.
 */
export function smallWeightsAsConstants(weights: ReadonlyMap<string, HostTensor>, limit = SMALL): ModelInputs {
  const isSmall = (name: string): boolean => weights.get(name)!.data.length < limit;
  const part = (small: boolean): ReadonlyMap<string, HostTensor> =>
    new Map([...weights].filter(([name]) => isSmall(name) === small));
  const [fixed, fed] = [weightsAsConstants(part(true)), weightsAsInputs(part(false))];
  return {
    inputs: fed.inputs,
    lookup: (tensors) => {
      const [constant, input] = [fixed.lookup(tensors), fed.lookup(tensors)];
      return (name) => (weights.has(name) && isSmall(name) ? constant(name) : input(name));
    },
  };
}
