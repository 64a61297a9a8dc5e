import { posix } from 'node:path';

/** CoOp's own settings (Zhou et al., IJCV 2022, section 3.1; `extend_cfg` of its train.py at ff61507): what its scripts give again is no variant. */
const COOP_SETTINGS: Readonly<Record<string, string>> = { N_CTX: '16', CSC: 'False', CLASS_TOKEN_POSITION: 'end' };

/**
 * What keeps a run's row apart: the name of its configuration without the backbone and the number of epochs, which CoOp's scripts choose by the number
 * of shots, and what the command line set otherwise than CoOp does. Empty for a method's plain runs, such as those of `rn50_ep50`.
 */
export function dasslVariant(given: ReadonlyMap<string, string>): string {
  const changed = optionsOf(given.get('opts') ?? '')
    .filter(([key]) => key.startsWith('TRAINER.') && !key.endsWith('.PREC'))
    .map(([key, value]) => [key.slice(key.lastIndexOf('.') + 1), value] as const)
    .filter(([name, value]) => COOP_SETTINGS[name] !== value)
    .map(([name, value]) => `${name.toLowerCase()}=${value}`);
  return [configurationName(given.get('config_file') ?? ''), ...changed].filter((part) => part !== '').join(' ');
}

function configurationName(file: string): string {
  return posix
    .basename(file.replaceAll('\\', '/'))
    .replace(/\.ya?ml$/, '')
    .split('_')
    .filter((part, i, parts) => !isBackbone(part, parts[i - 1]) && !/^ep\d+$/.test(part))
    .join('_');
}

/** Parts of "rn50", "rn50x4", "vit_b16". */
function isBackbone(part: string, before: string | undefined): boolean {
  return /^rn\d+(x\d+)?$/.test(part) || part === 'vit' || (before === 'vit' && /^[a-z]\d+$/.test(part));
}

/** The pairs of a list as Python prints it: `['A', '1', 'B', 'x']`. */
function optionsOf(text: string): [key: string, value: string][] {
  const words = [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  return words.flatMap((word, i) => (i % 2 === 0 && i + 1 < words.length ? [[word, words[i + 1]!]] : []));
}
