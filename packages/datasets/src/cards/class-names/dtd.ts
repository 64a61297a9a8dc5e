import { listed } from './listed.ts';

/** The Describable Textures. */
export const DTD_CLASSES = listed(`
  banded, blotchy, braided, bubbly, bumpy, chequered, cobwebbed, cracked, crosshatched, crystalline, dotted, fibrous,
  flecked, freckled, frilly, gauzy, grid, grooved, honeycombed, interlaced, knitted, lacelike, lined, marbled, matted,
  meshed, paisley, perforated, pitted, pleated, polka-dotted, porous, potholed, scaly, smeared, spiralled, sprinkled,
  stained, stratified, striped, studded, swirly, veined, waffled, woven, wrinkled, zigzagged
`);
