import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/**
 * Imports point one way only (README, "Rooms"): what each room may see. A room that is not listed for another is out of
 * its reach, so no method sees another method and the tower that remembers does not see the one that computes.
 */
const ROOMS = {
  foundation: ['foundation'],
  tensor: ['foundation'],
  clip: ['foundation', 'tensor'],
  datasets: ['foundation'],
  picto: ['foundation', 'tensor', 'clip', 'datasets'],
  'feature-cache': ['foundation', 'tensor', 'clip', 'datasets'],
  'few-shot': ['foundation', 'tensor', 'clip', 'feature-cache'],
  prompts: ['foundation', 'tensor', 'clip', 'feature-cache', 'few-shot'],
  method: ['foundation', 'tensor', 'clip', 'feature-cache', 'few-shot', 'prompts'],
  registry: ['foundation', 'few-shot', 'method'],
  statistics: ['foundation'],
  'paper-results': ['foundation', 'statistics'],
  tracker: ['foundation', 'statistics'],
  'run-reports': ['foundation', 'datasets', 'few-shot', 'registry', 'statistics', 'paper-results', 'tracker'],
  dashboard: ['foundation', 'statistics', 'tracker', 'paper-results', 'run-reports'],
  runner: [
    'foundation',
    'tensor',
    'clip',
    'datasets',
    'picto',
    'feature-cache',
    'few-shot',
    'prompts',
    'registry',
    'statistics',
    'tracker',
    'paper-results',
    'run-reports',
    'dashboard',
  ],
  experiment: ['foundation', 'tensor', 'picto', 'feature-cache', 'few-shot', 'method', 'registry', 'runner'],
};

const depConstraints = Object.entries(ROOMS).map(([room, visible]) => ({
  sourceTag: `room:${room}`,
  onlyDependOnLibsWithTags: visible.map((name) => `room:${name}`),
}));

/** From the root, two programs for the whole repository, which is several times faster than one for each folder; from a folder, its own. */
const PROGRAMS =
  process.cwd() === import.meta.dirname
    ? { project: ['tsconfig.all.json', 'apps/dashboard/tsconfig.json'] }
    : { projectService: true };

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '.nx', '.cache', 'results'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { ...PROGRAMS, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          // That one file loads a library only when it needs it does not forbid others to import it.
          checkDynamicDependenciesExceptions: ['^@shotbench/.*'],
          allow: ['../../../tools/find-chromium.mjs', '../../../packages/tracker/bench/large-database.ts'],
          depConstraints,
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
    },
  },
  {
    // Packages keep no hidden state: generators are seeded, the clock and the configuration are passed in.
    files: ['packages/**/*.ts'],
    ignores: ['**/*.test.ts', '**/test/**', '**/bench/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use a seeded generator.' },
        { object: 'Date', property: 'now', message: 'Take the clock as a parameter.' },
        { object: 'process', property: 'env', message: 'Take the configuration as a parameter.' },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.test.ts', '**/test/**/*.ts', '**/testing/**/*.ts', '**/bench/**/*.ts', 'tools/**/*.ts'],
    // Vitest's matchers such as expect.any() have the type any.
    rules: { 'no-console': 'off', 'max-params': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
);
