import { ShotbenchError } from '@shotbench/errors';

export interface ClassNameOptions {
  /**
   * Whether `_` in a name becomes a space. CoOp, CLIP-Adapter, Tip-Adapter and most others replace it; TaskRes and CLAP keep
   * it, so that underscores reach the tokenizer (their `get_base_text_features` formats the raw name).
   */
  readonly underscores?: 'replace' | 'keep';
  /** Whether names may repeat, as some do in CLIP's list for ImageNet; their rows are then equal. */
  readonly duplicates?: 'refuse' | 'allow';
}

/**
 * Class names as they go into prompts.
 * @param options By default underscores are replaced and duplicates refused.
 * @throws ShotbenchError `PROMPT_CLASS` if there are none, one is empty, or two are the same.
 */
export function promptNames(
  classNames: readonly string[],
  { underscores = 'replace', duplicates = 'refuse' }: ClassNameOptions = {},
): string[] {
  if (classNames.length === 0) throw bad('there are no class names; expected at least one', 'list them');
  const names = classNames.map((name) => (underscores === 'replace' ? name.replaceAll('_', ' ') : name));
  const firstAt = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    if (name.trim() === '') {
      throw bad(`class ${at} is called ${JSON.stringify(classNames[at])}; expected a name`, 'name it');
    }
    const first = firstAt.get(name);
    if (first !== undefined && duplicates === 'refuse') {
      throw bad(
        `classes ${first} and ${at} are both called ${JSON.stringify(name)} in prompts; expected names that tell them apart`,
        'rename one, or allow duplicates where the data set means them',
      );
    }
    firstAt.set(name, at);
  }
  return names;
}

function bad(what: string, todo: string): ShotbenchError {
  return new ShotbenchError('PROMPT_CLASS', `${what}; ${todo}`);
}
