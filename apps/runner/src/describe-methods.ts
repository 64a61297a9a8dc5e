import { METHODS } from '@shotbench/method-registry';

/** Every method with its protocol, needs and default settings. */
export function describeMethods(): string {
  return METHODS.map(({ id, title, protocol, needs, config }) => {
    const settings = Object.entries(config.parse({}) as object);
    const lines = [
      `${id}: ${title}`,
      `  protocol ${protocol}; needs ${needs.join(', ') || 'nothing'}`,
      ...(settings.length > 0
        ? [`  ${settings.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(' ')}`]
        : []),
    ];
    return `${lines.join('\n')}\n`;
  }).join('');
}
