type Attributes = Readonly<Record<string, string | number>>;

/** An element as text; numbers have two decimals at most. */
export function element(name: string, attributes: Attributes, children?: string | readonly string[]): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(plain(value))}"`);
  const start = `<${name}${given.join('')}`;
  if (children === undefined) return `${start}/>`;
  if (typeof children === 'string') return `${start}>${children}</${name}>`;
  return [`${start}>`, ...children, `</${name}>`].join('\n');
}

/** A text element. */
export function label(text: string, attributes: Attributes): string {
  return element('text', attributes, escape(text));
}

/** A number with two decimals at most. */
export function plain(value: string | number): string {
  return typeof value === 'string' ? value : String(Number(value.toFixed(2)));
}

/** Text as it stands in XML, less the control characters that XML cannot have. */
export function escape(text: string): string {
  return text
    .replace(/[\u0000-\u001f]/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
