import { fileURLToPath } from 'node:url';

/** The folder of the trained model, for `loadModel` and `loadTokenizer`. */
export const PICTO_FOLDER = fileURLToPath(new URL('../../model', import.meta.url));
