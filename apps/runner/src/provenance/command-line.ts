import { basename, extname } from 'node:path';

import { shellQuote } from '@shotbench/run-reports';

/** What was typed: the command without where Node and the command lie on this machine, then its arguments, quoted for a shell. */
export function commandLine([, script = 'node', ...args]: readonly string[]): string {
  return [basename(script, extname(script)), ...args].map(shellQuote).join(' ');
}
