/** A small CLIP of our own, trained on pictograms, and the datasets that travel with it. See README.md. */
export { PICTO_FOLDER } from './model/picto-folder.ts';
export type { PictoCard, PictoClass, PictoSet, PictoSetName } from './sets/picto-set.ts';
export { pictoSets } from './sets/picto-sets.ts';
export { renderPictoSet, type RenderPictoSetOptions } from './sets/render-picto-set.ts';
