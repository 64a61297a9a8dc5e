import type { Overview } from '../../../src/views/overview/overview-api.ts';
import { type Choice, renderChoices } from '../../parts/choices.ts';
import { element } from '../../parts/dom.ts';
import type { Shown, ViewContext } from '../../shell/view.ts';
import type { ChosenTable } from './chosen-table.ts';
import { labelled, searchField, selectField, switchField } from './fields.ts';

/** The choice of all datasets, which no dataset can be called. */
const ALL = '';

/** What is compared, above the heading, and how the table shows it, below. */
export function openChoices(context: ViewContext) {
  const { data } = context;
  const change: ViewContext['change'] = (changes) => context.change(changes);
  const form = element('form', { id: 'choices', 'aria-label': 'What to show' });
  const columns = selectField('dataset', (value) => change({ dataset: value, sort: undefined, order: undefined }));
  const paper = selectField('paper', (value) => change({ paper: value }));
  const mix = switchField('mix', 'Let protocols compete', (on) => change({ mix: on ? '1' : undefined }));
  const oracle = switchField('oracle', 'Show what was tuned on test data', (on) =>
    change({ oracle: on ? '1' : undefined }),
  );
  const find = searchField('find', (text) => change({ find: text }));
  const [columnsLabel, paperLabel] = [labelled('Columns', columns.root), labelled('Compare with', paper.root)];
  const refining = element('form', { id: 'refining', 'aria-label': 'How to show it' });
  refining.append(labelled('Find methods', find.root), columnsLabel, paperLabel, mix.root, oracle.root);
  refining.addEventListener('submit', (event) => event.preventDefault());

  const show = (overview: Overview, { index, parameters, request }: Shown, chosen: ChosenTable): void => {
    const { evaluation, backbones, backbone, shots, dataset } = chosen;
    const kinds = index.evaluations.map(({ kind }) => kind);
    renderChoices(
      form,
      [
        ...(kinds.length > 1 || evaluation !== 'few-shot'
          ? [{ name: 'evaluation', legend: 'Evaluation', options: kinds, chosen: evaluation }]
          : []),
        {
          ...{ name: 'backbone', legend: 'Backbone' },
          ...{ options: backbones.map(({ name }) => name), chosen: backbone.name },
        },
        ...(dataset === undefined ? [shotsChoice(backbone.shots, shots)] : []),
      ],
      (name, value) =>
        change({ [name]: value, ...(name === 'evaluation' && { paper: undefined, dataset: undefined }) }),
    );
    find.show(parameters.find ?? '');
    columnsLabel.hidden = evaluation !== 'few-shot';
    columns.show(
      [[ALL, 'all datasets'], ...backbone.datasets.map((name): [string, string] => [name, `shots, on ${name}`])],
      dataset ?? ALL,
    );
    const papers = overview.papers.map(({ id, title }): [string, string] => [id, title]);
    paperLabel.hidden = papers.length === 0;
    paper.show([['', 'no paper'], ...papers], overview.paper?.id ?? '');
    // A page without a server has no answers to these.
    const isThere = (name: string) => data.documentHref('overview', 'csv', { ...request, [name]: '1' }) !== undefined;
    const protocols = new Set(overview.tables.flatMap(({ rows }) => rows.map(({ protocol }) => protocol)));
    mix.show(request.mix !== undefined, request.mix !== undefined || (protocols.size > 1 && isThere('mix')));
    const { hasTestOracle } = overview;
    oracle.show(request.oracle !== undefined, request.oracle !== undefined || (hasTestOracle && isThere('oracle')));
  };
  return { form, refining, show };
}

function shotsChoice(shots: readonly number[], chosen: number): Choice {
  return { name: 'shots', legend: 'Shots per class', options: shots.map(String), chosen: String(chosen) };
}
