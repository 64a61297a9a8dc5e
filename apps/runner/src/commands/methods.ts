import { Command } from 'commander';

export function methodsCommand(): Command {
  return new Command('methods').description('List the methods with their default settings.').action(async () => {
    const { describeMethods } = await import('../describe-methods.ts');
    process.stdout.write(describeMethods());
  });
}
