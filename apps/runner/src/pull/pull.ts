import { formatBytes } from './format-bytes.ts';
import { parseModelReference } from './model-reference.ts';
import { pullModel } from './pull-model.ts';
import { PullReporter } from './pull-reporter.ts';

export interface ModelPullOptions {
  readonly into?: string;
  readonly endpoint?: string;
}

/**
 * Pulls a model and says so.
 * @param model NAME or OWNER/NAME, with @REVISION if wanted.
 * @throws ShotbenchError `PULL_…`
 */
export async function pull(model: string, options: ModelPullOptions): Promise<void> {
  const reference = parseModelReference(model);
  const folder = options.into ?? reference.folder;
  const { repo, revision } = reference;
  const { commit, files, bytes, fetched } = await pullModel({
    repo,
    revision,
    folder,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    reporter: new PullReporter(process.stderr, Date.now),
  });
  const what = fetched === 0 ? 'all there already' : `${fetched} fetched`;
  process.stdout.write(
    `${folder}: ${repo} at commit ${commit.slice(0, 12)}, ${files} files of ${formatBytes(bytes)}, verified, ${what}\n`,
  );
}
