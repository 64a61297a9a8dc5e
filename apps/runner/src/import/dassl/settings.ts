/**
 * The settings that a Dassl log prints, flat: `OPTIM.LR` → `0.002`. The dump is YACS's `print(cfg)`: one `KEY: value` a line, sections by
 * indentation; it ends with the first line that is neither.
 */
export function parseSettings(lines: readonly string[]): Map<string, string> {
  const settings = new Map<string, string>();
  let sections: { readonly indent: number; readonly name: string }[] = [];
  for (const line of lines) {
    const match = /^( *)(\w+):(?: (.*))?$/.exec(line);
    if (!match) break;
    const [indent, name, value = ''] = [match[1]!.length, match[2]!, match[3]];
    sections = [...sections.filter((section) => section.indent < indent), { indent, name }];
    // A section has no value, and neither has an empty setting: what stands under the latter is nothing.
    settings.set(sections.map((section) => section.name).join('.'), value.trim());
  }
  return settings;
}

/** What holds for a machine or a file, and moves no number. */
const PLACES =
  /^(OUTPUT_DIR|RESUME|VERBOSE|USE_CUDA|VERSION|DATASET\.ROOT|DATALOADER\.NUM_WORKERS|TRAIN\.(PRINT|CHECKPOINT)_FREQ)$/;

/** What an identity has a field of its own for. */
const NAMED = /^(SEED|DATASET\.(NAME|NUM_SHOTS|SUBSAMPLE_CLASSES)|TRAINER\.NAME|MODEL\.BACKBONE\.NAME)$/;

/** Those of the settings that may move a number and have no field of their own; empty ones are left out, as sections are. */
export function settingsThatCount(settings: ReadonlyMap<string, string>): Record<string, string> {
  const counting = [...settings].filter(([key, value]) => value !== '' && !PLACES.test(key) && !NAMED.test(key));
  return Object.fromEntries(counting);
}
