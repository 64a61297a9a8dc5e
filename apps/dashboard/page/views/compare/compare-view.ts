import type { Compared } from '../../../src/views/compare/compare-api.ts';
import { chosenResults } from '../../parts/chosen-results.ts';
import { element } from '../../parts/dom.ts';
import type { Parameters, View } from '../../shell/view.ts';
import { openMethods } from './methods/methods.ts';
import { openRuns } from './runs/runs.ts';

/** Parameters that name what is compared, beside the place. */
const METHODS = ['a', 'aProtocol', 'b', 'bProtocol'] as const;

/** Two methods over datasets and seeds; or two runs, where the address names their keys. */
export const compareView: View<Compared> = {
  name: 'compare',
  title: 'Compare',
  request: (parameters, index) => {
    const { first, second } = parameters;
    const chosen = chosenResults(parameters, index);
    if (chosen === undefined) return undefined;
    if (first !== undefined && second !== undefined) return { first, second };
    const shots = parameters['shots'] === 'all' ? 'all' : String(chosen.shots);
    return { backbone: chosen.backbone.name, shots, ...given(parameters) };
  },
  open: (root, context) => {
    const [methodsRoot, runsRoot] = [element('div'), element('div')];
    const page = element('div', { id: 'compare' }, methodsRoot, runsRoot);
    root.append(page);
    const [methods, runs] = [openMethods(methodsRoot, context), openRuns(runsRoot, context)];
    return {
      show: (data, shown) => {
        methodsRoot.hidden = data.kind !== 'methods';
        runsRoot.hidden = data.kind !== 'runs';
        if (data.kind === 'methods') methods.show(data, shown);
        else runs.show(data, shown);
      },
      close: () => methods.close(),
    };
  },
};

function given(parameters: Parameters): Parameters {
  return Object.fromEntries(
    METHODS.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]]])),
  );
}
