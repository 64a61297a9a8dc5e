import { Command } from 'commander';

import { modelPullCommand } from './model-pull.ts';

export function modelCommand(): Command {
  const model = new Command('model').description('Download CLIP models and look at them.');
  model.addCommand(modelPullCommand());
  model.addCommand(infoCommand());
  return model;
}

function infoCommand(): Command {
  return new Command('info')
    .description('Load a CLIP model, check every tensor, and print what it is.')
    .argument('<path>', 'folder of a CLIP model (Hugging Face, OpenAI or open_clip layout), or a .safetensors file')
    .addHelpText(
      'after',
      `
Examples:
  shotbench model info models/clip-vit-base-patch32
  shotbench model info models/ViT-B-32.safetensors

Models with equal hashes give equal features, whatever their files look like.`,
    )
    .action(async (path: string) => {
      // Loaded only here: the other commands should not wait for a decoder of images.
      const { modelInfo } = await import('../model-info.ts');
      process.stdout.write(await modelInfo(path));
    });
}
