import { ShotbenchError } from '@shotbench/errors';
import { Command } from 'commander';

import type { ModelPullOptions } from '../pull/pull.ts';

export function modelPullCommand(): Command {
  return new Command('pull')
    .description(
      'Download a CLIP model from the Hugging Face hub, verify it, and go on where an earlier download ended.',
    )
    .argument('<model>', 'ViT-B/32, ViT-B/16, ViT-L/14, or a repository owner/name; @revision may follow')
    .option('--into <folder>', 'where the files go (default: models/ and the name)')
    .option('--endpoint <url>', 'a mirror of the hub', parseEndpoint)
    .addHelpText(
      'after',
      `
Examples:
  shotbench model pull ViT-B/16
  shotbench model pull openai/clip-vit-large-patch14@main --into models/large

Only configuration, tokenizer and weights as safetensors are fetched. Interrupting (ctrl-C) or killing a pull loses nothing;
run it again to go on. What is there and right is not fetched again.`,
    )
    .action(async (model: string, options: ModelPullOptions) => {
      const { pull } = await import('../pull/pull.ts');
      await pull(model, options);
    });
}

/** @throws ShotbenchError `OPTION_URL` */
function parseEndpoint(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new ShotbenchError(
    'OPTION_URL',
    `--endpoint is "${text}"; expected a URL that begins with https:// or http://`,
  );
}
