import { inOrder } from '../trace/order.ts';
import { mapRecord, type ValueRecord } from '../trace/trace.ts';
import type { Operation, Value } from '../trace/value.ts';
import { foldConstants } from './constants.ts';
import { fuse } from './fusions.ts';
import { simplifyIdentities } from './identities.ts';
import { Interner } from './interner.ts';
import { moveScaleFactors } from './scale-factors.ts';
import { sliceOfConcat } from './slices.ts';

/** What a rule may ask about the graph. */
export interface RuleContext {
  /** How many operations and outputs use the value; only rules of the last pass may ask. */
  uses(value: Value): number;
}

/** Returns a value to use instead of the operation, or undefined where the rule does not apply. */
export type Rule = (operation: Operation, context: RuleContext) => Value | undefined;

/**
 * Rewrites a traced graph into a smaller one with the same meaning (to rounding): identities and casts go, constants
 * fold, equal subexpressions become one, and sums of products become ONNX operators that do both. Values that no
 * output needs are dropped. The rules are in the files beside this one.
 */
export function simplify(outputs: ValueRecord): ValueRecord {
  const local = rewrite(outputs, [simplifyIdentities, moveScaleFactors, foldConstants, sliceOfConcat]);
  return rewrite(local, [fuse, simplifyIdentities, foldConstants]);
}

function rewrite(outputs: ValueRecord, rules: readonly Rule[]): ValueRecord {
  const interner = new Interner();
  const order = inOrder(Object.values(outputs));
  const uses = countUses(order, outputs);
  const context: RuleContext = { uses: (value) => uses.get(value) ?? 0 };
  const results = new Map<Value, Value>();

  for (const value of order) {
    let result: Value = value;
    if (value.kind === 'operation') {
      result = { ...value, inputs: value.inputs.map((input) => results.get(input)!) };
      for (let changed = true; changed;) {
        changed = false;
        for (const rule of rules) {
          const better: Value | undefined = result.kind === 'operation' ? rule(result, context) : undefined;
          if (better === undefined) continue;
          result = better;
          changed = true;
        }
      }
    }
    result = interner.intern(result);
    results.set(value, result);
    // A rewritten value takes over the uses of the one it stands for.
    if (result !== value) uses.set(result, (uses.get(result) ?? 0) + (uses.get(value) ?? 0));
  }
  return mapRecord(outputs, (value) => results.get(value)!);
}

function countUses(order: readonly Value[], outputs: ValueRecord): Map<Value, number> {
  const uses = new Map<Value, number>();
  const use = (value: Value): unknown => uses.set(value, (uses.get(value) ?? 0) + 1);
  for (const value of order) if (value.kind === 'operation') value.inputs.forEach(use);
  Object.values(outputs).forEach(use);
  return uses;
}
