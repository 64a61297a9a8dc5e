import { type HostTensor, sizeOf } from '../host-tensor.ts';
import { tf } from '../tfjs.ts';
import { mapRecord, type TensorRecord } from '../trace/trace.ts';

/** Copies host tensors into tensors of the current tfjs back end. */
export function toTensors(hosts: Readonly<Record<string, HostTensor>>): TensorRecord {
  return mapRecord(hosts, ({ dtype, shape, data }) =>
    tf.tensor(
      dtype === 'float64' ? Float32Array.from(data) : (data as Float32Array),
      [...shape],
      dtype === 'float64' ? 'float32' : dtype,
    ),
  );
}

/** Copies tensors of the current back end to JavaScript memory. */
export function toHosts(tensors: TensorRecord): Record<string, HostTensor> {
  return mapRecord(tensors, (tensor) => {
    const data = tensor.dataSync<'float32'>();
    return { dtype: tensor.dtype as 'float32', shape: [...tensor.shape], data: data.slice(0, sizeOf(tensor.shape)) };
  });
}
