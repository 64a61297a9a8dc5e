/** Logs in the formats of other programs. All numbers in them are made up. */

export interface DasslLogOptions {
  readonly trainer?: string;
  readonly configFile?: string;
  readonly dataset?: string;
  readonly backbone?: string;
  readonly shots?: number;
  readonly seed?: number;
  readonly precision?: string;
  /** Undefined: the setting is not there, as in CoOp's first release. */
  readonly classes?: string;
  readonly opts?: readonly string[];
  /** Set for a log of `--eval-only`. */
  readonly modelFolder?: string;
  readonly correct?: number;
  readonly total?: number;
  readonly settings?: Readonly<Record<'TEST' | 'OPTIM', readonly string[]>>;
  /** Where the run dies: in the middle of training, after a test between epochs, or before the last result. */
  readonly crashes?: 'training' | 'testing';
}

/** A log as CoOp's train.py prints it on Dassl: arguments, settings, environment, epochs, result. */
export function dasslLog(options: DasslLogOptions = {}): string {
  const {
    trainer = 'CoOp',
    configFile = 'configs/trainers/CoOp/rn50_ep50.yaml',
    dataset = 'DescribableTextures',
  } = options;
  const { backbone = 'RN50', shots = 16, seed = 1, precision = 'fp16', classes, opts = [], modelFolder } = options;
  const { settings = { TEST: ['FINAL_MODEL: last_step', 'SPLIT: test'], OPTIM: ['LR: 0.002', 'MAX_EPOCH: 50'] } } =
    options;
  const section = options.trainer === undefined ? 'COOP' : trainer.toUpperCase();
  const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  const head = [
    `Setting fixed seed: ${seed}`,
    ...['***************', '** Arguments **', '***************'],
    `backbone: `,
    `config_file: ${configFile}`,
    `dataset_config_file: configs/datasets/dtd.yaml`,
    `eval_only: ${modelFolder === undefined ? 'False' : 'True'}`,
    `load_epoch: None`,
    `model_dir: ${modelFolder ?? ''}`,
    `opts: [${opts.map((word) => `'${word}'`).join(', ')}]`,
    `output_dir: output/somewhere/seed${seed}`,
    `root: /data`,
    `seed: ${seed}`,
    `trainer: ${trainer}`,
    ...['************', '** Config **', '************'],
    ...['DATALOADER:', '  NUM_WORKERS: 8', '  TRAIN_X:', '    BATCH_SIZE: 32', '    SAMPLER: RandomSampler'],
    ...['DATASET:', `  NAME: ${dataset}`, `  NUM_SHOTS: ${shots}`, '  ROOT: /data'],
    ...(classes === undefined ? [] : [`  SUBSAMPLE_CLASSES: ${classes}`]),
    ...['INPUT:', '  SIZE: (224, 224)', "  TRANSFORMS: ('random_resized_crop', 'random_flip', 'normalize')"],
    ...['MODEL:', '  BACKBONE:', `    NAME: ${backbone}`, '    PRETRAINED: True', '  INIT_WEIGHTS: '],
    ...['OPTIM:', ...indented(settings.OPTIM)],
    `OUTPUT_DIR: output/somewhere/seed${seed}`,
    'RESUME: ',
    `SEED: ${seed}`,
    ...['TEST:', ...indented(settings.TEST)],
    ...['TRAINER:', `  ${section}:`, '    CTX_INIT: ', '    N_CTX: 16', `    PREC: ${precision}`, `  NAME: ${trainer}`],
    ...['USE_CUDA: True', 'VERBOSE: True', 'VERSION: 1', 'Collecting env info ...', '** System info **'],
    ...['PyTorch version: 1.8.1', 'CUDA used to build PyTorch: 11.1', '', 'OS: Ubuntu 20.04.2 LTS (x86_64)', ''],
    ...['Python version: 3.8 (64-bit runtime)', 'GPU models and configuration: ', 'GPU 0: Tesla V100-SXM2-32GB', ''],
    `Loading trainer: ${trainer}`,
  ];
  const epochs = [
    'epoch [1/50] batch [5/8] loss 1.2345 (1.3456) acc 65.6250 (60.0000) lr 1.0000e-05',
    ...dasslResultLines(1, 4),
  ];
  const { correct = 1042, total = 1692 } = options;
  const tested = options.crashes === undefined ? dasslResultLines(correct, total) : [];
  if (modelFolder !== undefined)
    return [...head, `Loading weights to prompt_learner from "${modelFolder}"`, ...tested, ''].join('\n');
  if (options.crashes === 'training') return [...head, ...epochs, 'RuntimeError: CUDA out of memory.', ''].join('\n');
  const end = ['Finish training', 'Deploy the last-epoch model', 'Evaluate on the *test* set'];
  return [...head, ...epochs, ...end, ...tested, ...(tested.length > 0 ? ['Elapsed: 0:05:52'] : []), ''].join('\n');
}

/** What Dassl prints after an evaluation, as its releases with two decimals do. */
export function dasslResultLines(correct: number, total: number): string[] {
  const accuracy = ((100 * correct) / total).toFixed(2);
  return [
    '=> result',
    `* total: ${total.toLocaleString('en-US')}`,
    `* correct: ${correct.toLocaleString('en-US')}`,
    `* accuracy: ${accuracy}%`,
    `* error: ${(100 - Number(accuracy)).toFixed(2)}%`,
    '* macro_f1: 60.50%',
  ];
}

/** A log as Tip-Adapter's repository holds one, of two sets. */
export const TIP_ADAPTER_LOG = `imagenet: 60.10

        16      8       4       2       1
Tip     62.10   61.40   61.00   60.90   60.50
Tip-F   65.20   64.10   62.40   61.60   61.20
CLIP-A  63.30   62.50   61.70   61.40   61.10


dtd: 42.30

        16      8       4       2       1
Tip     60.80   58.50   54.00   49.50   46.30
Tip-F   66.40   62.60   57.30   53.60   49.70
CLIP-A  65.90   61.10   56.90   51.50   45.90
`;

/** What one evaluation of CLIP_benchmark writes. */
export function clipBenchmarkJson(changes: Readonly<Record<string, unknown>> = {}): string {
  const metrics = { acc1: 0.26514, acc5: 0.4663, mean_per_class_recall: 0.26506 };
  const common = { dataset: 'imagenet1k', model: 'ViT-B-32', pretrained: 'openai', task: 'zeroshot_classification' };
  return JSON.stringify({ ...common, metrics, language: 'en', ...changes });
}

/** What its `build` makes of several. */
export const CLIP_BENCHMARK_CSV = `acc1,acc5,mean_per_class_recall,dataset,model,pretrained,task,image_retrieval_recall@5,model_fullname
0.4452,0.7585,0.4494,vtab/dtd,ViT-B-16,openai,zeroshot_classification,,ViT-B-16 openai
0.8893,0.9940,0.8845,vtab/pets,ViT-B-32,"/weights/b,32.pt",zeroshot_classification,,"ViT-B-32 /weights/b,32.pt"
,,,flickr30k,ViT-B-32,openai,zeroshot_retrieval,0.8338,ViT-B-32 openai
`;
