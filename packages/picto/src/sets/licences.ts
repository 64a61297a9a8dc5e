import type { SetVendor } from './picto-set.ts';

/** What an icon set's licence asks of whoever passes its pictures on. */
export interface SpriteLicence {
  /** SPDX identifier. */
  readonly licence: string;
  readonly credit: string;
  readonly source: string;
}

/** What was done to the pictures, as CC BY 4.0 wants it said (section 3.a.1.B). */
export const CHANGES =
  'rasterised at 64 pixels; in the datasets turned, scaled, moved, mirrored and laid over backgrounds';

/**
 * Licences as the packages on npm and the projects upstream state them. The package of fxemoji names the licence of its code;
 * its artwork is under CC BY 4.0 (mozilla/fxemoji, LICENSE.md).
 */
export const SPRITE_LICENCES: { readonly [Vendor in SetVendor]: SpriteLicence } = {
  twemoji: {
    licence: 'CC-BY-4.0',
    credit: 'Twemoji, © Twitter, Inc. and other contributors',
    source: 'https://github.com/jdecked/twemoji',
  },
  emojione: {
    licence: 'CC-BY-4.0',
    credit: 'EmojiTwo (Emoji One 2), © Emoji One and EmojiTwo contributors',
    source: 'https://github.com/EmojiTwo/emojitwo',
  },
  fxemoji: {
    licence: 'CC-BY-4.0',
    credit: 'FxEmojis, © Mozilla Foundation',
    source: 'https://github.com/mozilla/fxemoji',
  },
  'fluent-emoji-high-contrast': {
    licence: 'MIT',
    credit: 'Fluent Emoji High Contrast, © Microsoft Corporation',
    source: 'https://github.com/microsoft/fluentui-emoji',
  },
};
