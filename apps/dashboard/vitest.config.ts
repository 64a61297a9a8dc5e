import { defineConfig } from 'vitest/config';

/** The first start of the server builds the page, and a browser beside other tests takes its time. */
export default defineConfig({
  test: { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
});
