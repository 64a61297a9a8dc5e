/** What every method package tests itself with. */
export { describeMethodContract } from './method-contract.ts';
export { syntheticTask, type SyntheticTask, type SyntheticTaskOptions } from './synthetic-task.ts';
