import type { CSSOptions } from 'vite';

type PostCss = Exclude<NonNullable<CSSOptions['postcss']>, string>;

const DARK_SYSTEM = /^\(\s*prefers-color-scheme:\s*dark\s*\)$/;
const FOLLOWED = ":not([data-theme='light'])";
const CHOSEN = "[data-theme='dark']";

/**
 * Lets the viewer choose between light and dark whatever the system is. Style sheets say `@media (prefers-color-scheme: dark)`, as ever;
 * this makes two of each such rule: one for dark systems unless `light` is chosen, and one for where `dark` is. Paper is light.
 * The specificity of no rule changes.
 */
export const themeRules: PostCss = {
  plugins: [
    {
      postcssPlugin: 'theme-rules',
      Once(root) {
        root.walkAtRules('media', (media) => {
          if (!DARK_SYSTEM.test(media.params)) return;
          const chosen = media.clone({ params: 'screen' });
          for (const [copy, condition] of [[media, FOLLOWED] as const, [chosen, CHOSEN] as const]) {
            copy.walkRules((rule) => {
              rule.selectors = rule.selectors.map((selector) => themed(selector, condition));
            });
          }
          media.after(chosen);
        });
      },
    },
  ],
};

/** A selector where the root element fulfils a condition. */
function themed(selector: string, condition: string): string {
  return selector.startsWith(':root')
    ? selector.replace(':root', `:root:where(${condition})`)
    : `:where(:root${condition}) ${selector}`;
}
