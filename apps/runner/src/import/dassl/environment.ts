import type { Provenance } from '@shotbench/tracker';

/** Libraries by the words before their version in PyTorch's `collect_env`, which Dassl prints. */
const VERSIONS: Readonly<Record<string, string>> = {
  'PyTorch version': 'torch',
  'Python version': 'python',
  'CUDA used to build PyTorch': 'cuda',
};

/** What a log says of the machine that it was written on. */
export function dasslEnvironment(lines: readonly string[]): Partial<Provenance> {
  const values = new Map<string, string>();
  const gpus: string[] = [];
  for (const line of lines) {
    const match = /^\s*([A-Za-z][\w ]*): +(\S.*)$/.exec(line);
    if (!match) continue;
    const [name, value] = [match[1]!, match[2]!];
    if (/^GPU \d+$/.test(name)) gpus.push(value);
    else if (!values.has(name)) values.set(name, value);
  }
  const versions = Object.entries(VERSIONS).flatMap(([words, name]) => {
    const version = values.get(words);
    return version === undefined ? [] : [[name, version] as const];
  });
  const [platform, processor] = [values.get('OS'), values.get('Model name')];
  return {
    versions: Object.fromEntries(versions),
    ...(platform !== undefined && { platform }),
    ...(processor !== undefined && { processor }),
    ...(gpus.length > 0 && { gpus }),
  };
}
