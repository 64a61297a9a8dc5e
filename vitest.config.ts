import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

/** Found by `vitest` in every package and from the root, where it runs all tests of the repository. */
export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', '**/dist/**'],
    // One less, Vitest's default, leaves half of two cores idle.
    maxWorkers: availableParallelism(),
    // Several suites share two cores, and some start processes or a browser of their own.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
