import { WHOLE_RUNS } from './sql.ts';

/**
 * The runs whose keys begin with a prefix, in the order of their keys. Keys are lower-case hexadecimal, so all that begin with it lie between
 * the prefix and the prefix followed by a letter beyond `f`: a range of the primary key, and no scan.
 */
export const FIND = `${WHOLE_RUNS}
  WHERE runs.key >= @prefix AND runs.key < @prefix || 'g' ORDER BY runs.key LIMIT @limit`;
