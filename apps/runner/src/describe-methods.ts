import { protocolOf } from '@shotbench/few-shot';
import { METHODS } from '@shotbench/method-registry';

/** Every method with its protocol, needs, default settings and what a search of them tries. */
export function describeMethods(): string {
  return METHODS.map((method) => {
    const { id, title, needs, namesNewClasses, space = {} } = method;
    const defaults = method.config.parse({}) as object;
    const [settings, searched] = [describeValues(defaults), describeValues(space)];
    const lines = [
      `${id}: ${title}`,
      `  protocol ${protocolOf(method, defaults)}; needs ${needs.join(', ') || 'nothing'}${namesNewClasses ? '; can name new classes' : ''}`,
      ...(settings === '' ? [] : [`  ${settings}`]),
      ...(searched === '' ? [] : [`  search space ${searched}`]),
    ];
    return `${lines.join('\n')}\n`;
  }).join('');
}

function describeValues(values: object): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(' ');
}
