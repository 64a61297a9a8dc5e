import { isOperation, type Operation, sameShape } from '../trace/value.ts';
import type { Rule } from './simplify.ts';

/** A slice that is one of the parts of a concatenation is that part: what is handed over in pieces is never copied. */
export const sliceOfConcat: Rule = (node) => {
  const [whole] = node.inputs;
  if (node.op !== 'Slice' || !isOperation(whole!, 'Concat')) return undefined;
  const axis = whole.attributes['axis'] as number;
  const start = startAlong(node, axis);
  if (start === undefined) return undefined;
  let offset = 0;
  for (const part of whole.inputs) {
    if (offset === start && sameShape(part.shape, node.shape)) return part;
    offset += part.shape[axis]!;
  }
  return undefined;
};

/** Where a slice of this axis alone begins. */
function startAlong({ inputs }: Operation, axis: number): number | undefined {
  const [starts, , axes] = inputs.slice(1);
  if (starts?.kind !== 'constant' || axes?.kind !== 'constant') return undefined;
  return axes.data.length === 1 && axes.data[0] === axis ? starts.data[0] : undefined;
}
