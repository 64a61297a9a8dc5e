import { tf } from '../../tfjs.ts';
import { filled, operation, traceKernel } from '../backend.ts';
import { type GraphDType, splat, type Value } from '../value.ts';

/** Element-by-element kernels: one result element per (broadcast) input element. */

function unary(op: string, x: Value, dtype: GraphDType = x.dtype): Value {
  return operation(op, [x], { dtype, shape: x.shape });
}

function binary(op: string, a: Value, b: Value, dtype: GraphDType = a.dtype): Value {
  const shape = tf.backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
  return operation(op, [a, b], { dtype, shape });
}

/** A rank-0 constant of x's type. */
function scalarLike(x: Value, value: number): Value {
  return splat(x.dtype, [], value);
}

function square(x: Value): Value {
  return binary('Mul', x, x);
}

function select(condition: Value, then: Value, otherwise: Value): Value {
  return operation('Where', [condition, then, otherwise], { dtype: then.dtype, shape: then.shape });
}

/**
 * log(1 + x) without losing x to the 1: with u = 1 + x as rounded, log(u)·x/(u − 1) cancels the rounding error,
 * and where u is 1 the answer is x itself (W. Kahan's formula, in D. Goldberg, ACM Computing Surveys 23(1), 1991, theorem 4).
 */
function log1p(x: Value): Value {
  const one = scalarLike(x, 1);
  const u = binary('Add', x, one);
  const excess = binary('Sub', u, one);
  const isTiny = binary('Equal', u, one, 'bool');
  const safeExcess = select(isTiny, filled(x.dtype, x.shape, 1), excess);
  return select(isTiny, x, binary('Mul', unary('Log', u), binary('Div', x, safeExcess)));
}

const UNARY: Readonly<Record<string, string>> = {
  Abs: 'Abs',
  Ceil: 'Ceil',
  Erf: 'Erf',
  Exp: 'Exp',
  Floor: 'Floor',
  Log: 'Log',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sqrt: 'Sqrt',
  Tanh: 'Tanh',
};
for (const [kernelName, op] of Object.entries(UNARY)) traceKernel(kernelName, ({ x }) => unary(op, x!));

const ARITHMETIC: Readonly<Record<string, string>> = {
  Add: 'Add',
  Maximum: 'Max',
  Minimum: 'Min',
  Multiply: 'Mul',
  Pow: 'Pow',
  RealDiv: 'Div',
  Sub: 'Sub',
};
for (const [kernelName, op] of Object.entries(ARITHMETIC)) {
  traceKernel(kernelName, ({ a, b }) => binary(op, a!, b!));
}

const COMPARISON: Readonly<Record<string, string>> = {
  Equal: 'Equal',
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
};
for (const [kernelName, op] of Object.entries(COMPARISON)) {
  traceKernel(kernelName, ({ a, b }) => binary(op, a!, b!, 'bool'));
}

traceKernel('AddN', (inputs) => Object.values(inputs).reduce((sum, x) => binary('Add', sum, x)));
traceKernel('NotEqual', ({ a, b }) => unary('Not', binary('Equal', a!, b!, 'bool')));
traceKernel('LogicalNot', ({ x }) => unary('Not', x!));
traceKernel('Rsqrt', ({ x }) => unary('Reciprocal', unary('Sqrt', x!)));
traceKernel('Square', ({ x }) => square(x!));
traceKernel('SquaredDifference', ({ a, b }) => square(binary('Sub', a!, b!)));
traceKernel('Log1p', ({ x }) => log1p(x!));
traceKernel('Identity', ({ x }) => x!);
traceKernel('ZerosLike', ({ x }) => filled(x!.dtype, x!.shape, 0));
traceKernel('OnesLike', ({ x }) => filled(x!.dtype, x!.shape, 1));

traceKernel('ClipByValue', ({ x }, { clipValueMin, clipValueMax }) =>
  operation('Clip', [x!, scalarLike(x!, clipValueMin as number), scalarLike(x!, clipValueMax as number)], x!),
);

/** 1 where x > 0, else alpha: the derivative of the rectifiers. */
traceKernel('Step', ({ x }, { alpha }) =>
  select(
    binary('Greater', x!, scalarLike(x!, 0), 'bool'),
    filled(x!.dtype, x!.shape, 1),
    filled(x!.dtype, x!.shape, (alpha as number | undefined) ?? 0),
  ),
);

traceKernel('Cast', ({ x }, { dtype }) => unary('Cast', x!, dtype as GraphDType));

/** A rank-1 condition on higher-rank branches chooses whole rows, as in tfjs. */
traceKernel('Select', ({ condition, t, e }) => {
  const missing = t!.shape.length - condition!.shape.length;
  const shape = [...condition!.shape, ...Array<number>(missing).fill(1)];
  return select(missing === 0 ? condition! : reshaped(condition!, shape), t!, e!);
});

function reshaped(x: Value, shape: readonly number[]): Value {
  return operation('Reshape', [x, { kind: 'constant', dtype: 'int64', shape: [shape.length], data: shape }], {
    dtype: x.dtype,
    shape,
  });
}
