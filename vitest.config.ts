import { defineConfig } from 'vitest/config';

/** Found by `vitest` in every package and from the root, where it runs all tests of the repository. */
export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Several suites share two cores, and some start processes of their own.
    testTimeout: 30_000,
  },
});
