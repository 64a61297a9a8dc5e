import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where NVIDIA's driver for Linux lists the processors that it has found. */
const FOLDER = '/proc/driver/nvidia/gpus';

/** The names of NVIDIA's graphics processors, in the order of their bus addresses; empty where its driver is not loaded. */
export function gpuNames(folder = FOLDER): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((address) => {
      const file = join(folder, address, 'information');
      const name = existsSync(file) && /^Model:\s*(\S.*?)\s*$/m.exec(readFileSync(file, 'utf8'))?.[1];
      return name ? [name] : [];
    });
}
