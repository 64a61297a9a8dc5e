/** Endings of buffers that PyTorch modules store beside their weights, in any tower. */
const BUFFERS = ['.position_ids', '.num_batches_tracked', 'attn_mask'];

/** Numbers that OpenAI's archives hold as tensors; `build_model` (clip/model.py) drops them too. */
const ARCHIVED_NUMBERS = ['input_resolution', 'context_length', 'vocab_size'];

/** Whether a tensor says nothing that the weights and the configuration do not say. */
export function isIgnored(name: string): boolean {
  return BUFFERS.some((ending) => name.endsWith(ending)) || ARCHIVED_NUMBERS.includes(name);
}
