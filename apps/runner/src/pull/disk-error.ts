import { oneLine, ShotbenchError } from '@shotbench/errors';

/** Runs something that reads or writes a path; what the system refuses becomes one sentence. */
export async function onDisk<T>(path: string, act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new ShotbenchError(
      'PULL_DISK',
      `could not use ${path}: ${oneLine(error)}; free space, correct permissions or choose another folder with --into, then run the command again`,
      { cause: error },
    );
  }
}
