import { ShotbenchError } from '@shotbench/errors';

/** Where the class name goes. */
const PLACE = '{}';

/**
 * Puts a class name into a prompt template: "a photo of a {}." with "cat" is "a photo of a cat.".
 * @throws ShotbenchError `PROMPT_TEMPLATE` unless the template has exactly one `{}`.
 */
export function fillTemplate(template: string, className: string): string {
  const [before, after, ...others] = template.split(PLACE);
  if (before === undefined || after === undefined || others.length > 0) {
    const places = others.length === 0 ? 'no' : others.length + 1;
    throw new ShotbenchError(
      'PROMPT_TEMPLATE',
      `template ${JSON.stringify(template)} has ${places} places ${PLACE} for the class name; expected one, as in "a photo of a ${PLACE}."; correct the template`,
    );
  }
  return before + className + after;
}
