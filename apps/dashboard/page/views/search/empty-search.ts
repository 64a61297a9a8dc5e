import { element } from '../../parts/dom.ts';

const COMMAND = 'shotbench run --features NAMES --methods taskres --search grid --shots 4 --seeds 1..3';

/** What to do where no run has searched anything. */
export function emptySearch(): HTMLElement[] {
  return [
    element('h2', {}, 'No searches yet'),
    element(
      'p',
      {},
      'No finished run has searched its hyper-parameters. This tries the settings of a method on validation images, and tests once:',
    ),
    element('pre', {}, element('code', {}, COMMAND)),
    element(
      'p',
      { class: 'note' },
      '“--search random:20” draws 20 candidates instead of trying all; “shotbench run --help” explains the options.',
    ),
  ];
}
