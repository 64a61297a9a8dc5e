import { Command } from 'commander';

export function dataCardsCommand(): Command {
  return new Command('cards')
    .description('Print what is known of the datasets: sizes, prompt, how hard they are for CLIP, licence, homepage.')
    .argument('[names...]', 'benchmark sets by id, title or folder, built-in ones by name (default: all)')
    .option('--json', 'print the cards as JSON')
    .addHelpText(
      'after',
      `
Examples:
  shotbench data cards
  shotbench data cards dtd eurosat people-actions

  RTD  relative transfer difficulty, 1 / (classes * precision) of the zero-shot model: 1 is chance, smaller is easier. It is
       told from test images, and nothing may be chosen by it. "shotbench features difficulty" measures it on other models.`,
    )
    .action(async (names: string[], { json }: { json?: true }) => {
      const { findCards } = await import('../data-cards/find-cards.ts');
      const { formatCards } = await import('../data-cards/format-cards.ts');
      const cards = findCards(names);
      process.stdout.write(json ? `${JSON.stringify(cards, null, 2)}\n` : formatCards(cards));
    });
}
