import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What is to be done to TensorFlow.js before anyone uses it; undefined once it is loaded. */
let preparations = [];
let loaded;

function library() {
  if (loaded !== undefined) return loaded;
  loaded = require('@tensorflow/tfjs');
  const waiting = preparations;
  preparations = undefined;
  for (const prepare of waiting) prepare();
  return loaded;
}

export const tf = new Proxy(
  {},
  {
    get: (_, name) => library()[name],
    has: (_, name) => name in library(),
    ownKeys: () => Reflect.ownKeys(library()),
    getOwnPropertyDescriptor: (_, name) => ({ value: library()[name], enumerable: true, configurable: true }),
  },
);

export function onceLoaded(prepare) {
  if (preparations === undefined) prepare();
  else preparations.push(prepare);
}
