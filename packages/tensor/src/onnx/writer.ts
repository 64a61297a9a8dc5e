import onnxProto, { type onnx } from 'onnx-proto';

import { sizeOf } from '../host-tensor.ts';
import { inOrder } from '../trace/order.ts';
import type { Attribute, Constant, GraphDType, Input, Value } from '../trace/value.ts';

export type Precision = 'float32' | 'float64';

/** ONNX TensorProto.DataType and AttributeProto.AttributeType numbers (onnx.proto3). */
const ELEMENT_TYPE = { float32: 1, float64: 11, int32: 6, int64: 7, bool: 9 } as const;
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 } as const;
/** The type of an attribute that holds a graph, such as a Loop's body. */
export const GRAPH_ATTRIBUTE = 5;
/** IR version 9 with operator set 20, both read by ONNX Runtime since 1.17. */
const IR_VERSION = 9;
const OPERATOR_SET = 20;
/** Where ONNX Runtime's own operators live (its `docs/ContribOperators.md`), and those of them that are in use. */
const OWN_DOMAIN = 'com.microsoft';
const OWN_OPERATORS = new Set(['FusedMatMul']);

/** Writes graph values as ONNX nodes; several writers may share names when one graph lies inside another. */
export class GraphWriter {
  readonly nodes: onnx.INodeProto[] = [];
  readonly initializers: onnx.ITensorProto[] = [];
  readonly #names: Map<Value, string>;
  /** What the results among the values are to be called. */
  readonly #wanted = new Map<Value, string>();
  readonly precision: Precision;

  constructor(precision: Precision, names = new Map<Value, string>()) {
    this.precision = precision;
    this.#names = names;
  }

  /** Writes what the outputs need and is not yet written, and returns the name of each output. */
  write(outputs: readonly Value[]): string[] {
    for (const value of inOrder(outputs)) {
      if (this.#names.has(value)) continue;
      const name = value.kind === 'input' ? value.name : (this.#wanted.get(value) ?? `v${this.#names.size}`);
      this.#names.set(value, name);
      if (value.kind === 'constant') this.initializers.push(this.#tensor(name, value));
      if (value.kind === 'operation') {
        const attribute = Object.entries(value.attributes).map(([key, a]) => attributeProto(key, a));
        if (value.op === 'Cast') {
          attribute.push(attributeProto('to', elementType(value.dtype, this.precision)));
        }
        const inputs = value.inputs.map((input) => this.#names.get(input)!);
        const domain = OWN_OPERATORS.has(value.op) ? OWN_DOMAIN : '';
        this.nodes.push({ opType: value.op, domain, input: inputs, output: [name], attribute });
      }
    }
    return outputs.map((value) => this.#names.get(value)!);
  }

  /**
   * Writes the values under the names of graph outputs. A value that has a name already, being an input, a constant, part of
   * an outer graph or two outputs at once, is copied; all others are computed under the output's name.
   */
  writeOutputs(outputs: ReadonlyMap<string, Value>): void {
    for (const [name, value] of outputs) {
      if (value.kind === 'operation' && !this.#names.has(value) && !this.#wanted.has(value)) {
        this.#wanted.set(value, name);
      }
    }
    this.write([...outputs.values()]);
    for (const [name, value] of outputs) {
      const own = this.#names.get(value)!;
      if (own !== name) this.nodes.push({ opType: 'Identity', input: [own], output: [name] });
    }
  }

  /** Declares a graph input or output; a negative dimension is one that may differ between runs. */
  declare(name: string, dtype: GraphDType, shape: readonly number[]): onnx.IValueInfoProto {
    const dim = shape.map((size) => (size < 0 ? { dimParam: 'steps' } : { dimValue: size }));
    return { name, type: { tensorType: { elemType: elementType(dtype, this.precision), shape: { dim } } } };
  }

  declareInput(input: Input): onnx.IValueInfoProto {
    return this.declare(input.name, input.dtype, input.shape);
  }

  #tensor(name: string, constant: Constant): onnx.ITensorProto {
    const dataType = elementType(constant.dtype, this.precision);
    return { name, dims: [...constant.shape], dataType, rawData: bytes(constant, this.precision) };
  }
}

/** Serialises a graph as an ONNX model. */
export function encodeModel(graph: onnx.IGraphProto): Uint8Array {
  const { ModelProto } = onnxProto.onnx;
  const model = ModelProto.create({
    irVersion: IR_VERSION,
    producerName: 'shotbench',
    opsetImport: [
      { domain: '', version: OPERATOR_SET },
      ...(usesOwnOperators(graph) ? [{ domain: OWN_DOMAIN, version: 1 }] : []),
    ],
    graph,
  });
  return ModelProto.encode(model).finish();
}

function usesOwnOperators({ node }: onnx.IGraphProto): boolean {
  return node!.some(({ domain, attribute }) => domain || attribute?.some(({ g }) => g && usesOwnOperators(g)));
}

function attributeProto(name: string, attribute: Attribute): onnx.IAttributeProto {
  if (typeof attribute === 'number') return { name, i: attribute, type: ATTRIBUTE_TYPE.int };
  if ('float' in attribute) return { name, f: attribute.float, type: ATTRIBUTE_TYPE.float };
  if ('text' in attribute) return { name, s: new TextEncoder().encode(attribute.text), type: ATTRIBUTE_TYPE.string };
  return { name, ints: [...attribute], type: ATTRIBUTE_TYPE.ints };
}

function elementType(dtype: GraphDType, precision: Precision): number {
  return ELEMENT_TYPE[dtype === 'float32' ? precision : dtype];
}

function bytes({ dtype, shape, data }: Constant, precision: Precision): Uint8Array {
  const size = sizeOf(shape);
  const at = data.length === 1 ? () => data[0]! : (i: number) => data[i]!;
  if (dtype === 'int64') {
    const wide = BigInt64Array.from({ length: size }, (_, i) => BigInt(at(i)));
    return new Uint8Array(wide.buffer);
  }
  const kind = dtype === 'float32' ? precision : dtype;
  const ArrayType = { float32: Float32Array, float64: Float64Array, int32: Int32Array, bool: Uint8Array }[kind];
  // A model's weights are written from their own memory.
  if (data instanceof ArrayType && data.length === size) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  const array = new ArrayType(size);
  for (let i = 0; i < size; i++) array[i] = at(i);
  return new Uint8Array(array.buffer);
}
