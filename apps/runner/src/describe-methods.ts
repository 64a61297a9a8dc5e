import { protocolOf } from '@shotbench/few-shot';
import { METHODS } from '@shotbench/method-registry';

/** Every method with its protocol, needs and default settings. */
export function describeMethods(): string {
  return METHODS.map((method) => {
    const { id, title, needs } = method;
    const defaults = method.config.parse({});
    const settings = Object.entries(defaults as object);
    const lines = [
      `${id}: ${title}`,
      `  protocol ${protocolOf(method, defaults)}; needs ${needs.join(', ') || 'nothing'}`,
      ...(settings.length > 0
        ? [`  ${settings.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(' ')}`]
        : []),
    ];
    return `${lines.join('\n')}\n`;
  }).join('');
}
