import { checkDatabase } from '@shotbench/tracker';

/** What a command prints, and whether it found anything wrong. */
export interface Findings {
  readonly text: string;
  readonly isWrong: boolean;
}

/** What is wrong with a database, one line each. */
export function checkResults(file: string): Findings {
  const { runs, predictions, problems } = checkDatabase(file);
  const lines = problems.map(({ table, row, problem }) => `${row === '' ? table : `${table} ${row}`}: ${problem}`);
  const found = problems.length === 0 ? 'nothing wrong' : `${problems.length} wrong`;
  return {
    text: [...lines, `${file}: ${runs} runs, ${predictions} sets of predictions, ${found}`, ''].join('\n'),
    isWrong: problems.length > 0,
  };
}
