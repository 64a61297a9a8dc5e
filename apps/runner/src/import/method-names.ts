/** Our ids by the names that logs have for methods, in lower case and without anything but letters and digits. */
const METHOD_IDS: ReadonlyMap<string, string> = new Map([
  ['coop', 'coop'],
  ['cocoop', 'cocoop'],
  ['kgcoop', 'kgcoop'],
  ['prograd', 'prograd'],
  ['zeroshotclip', 'zero-shot'],
  // CoOp's second zero-shot trainer averages several templates.
  ['zeroshotclip2', 'zero-shot'],
  ['clipadapter', 'clip-adapter'],
  ['clipa', 'clip-adapter'],
  ['taskres', 'taskres'],
  ['tip', 'tip-adapter'],
  ['tipadapter', 'tip-adapter'],
  ['tipf', 'tip-adapter-f'],
  ['tipadapterf', 'tip-adapter-f'],
  ['clap', 'clap'],
]);

/** Our id of a method, or its own name in lower case. */
export function methodId(name: string): string {
  return METHOD_IDS.get(name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')) ?? name.toLowerCase();
}
