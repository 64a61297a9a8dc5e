import type { Value } from './value.ts';

/** Every value that the outputs depend on, each after its own inputs. Iterative, because traces can be deep. */
export function inOrder(outputs: Iterable<Value>): Value[] {
  const order: Value[] = [];
  const state = new Map<Value, 'open' | 'done'>();
  const stack = [...outputs].reverse();
  while (stack.length > 0) {
    const value = stack.at(-1)!;
    if (state.get(value) === undefined) {
      state.set(value, 'open');
      if (value.kind === 'operation') {
        for (let i = value.inputs.length - 1; i >= 0; i--) {
          if (state.get(value.inputs[i]!) === undefined) stack.push(value.inputs[i]!);
        }
      }
      continue;
    }
    stack.pop();
    if (state.get(value) === 'done') continue;
    state.set(value, 'done');
    order.push(value);
  }
  return order;
}
