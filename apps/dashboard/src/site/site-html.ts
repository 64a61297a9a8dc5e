const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // blob: is what the page itself has made, to save a figure as PNG.
  "img-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const CHARSET = '<meta charset="utf-8" />';

/** The built page with what a server would add: its policy, and what there is beside it. */
export function siteHtml(html: string): string {
  if (!html.includes(CHARSET)) throw new Error(`index.html has no ${CHARSET}`);
  const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;
  const contents = '<script defer src="./data/contents.js"></script>';
  return html.replace(CHARSET, () => [CHARSET, policy, contents].join('\n    '));
}
