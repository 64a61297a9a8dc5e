import { element } from '../../parts/dom.ts';
import type { RunPart } from './run-part.ts';

/** The settings of a run, those apart from today's defaults with a star. */
export const showSettings: RunPart = ({ report }) => {
  if (!report || report.settings.length === 0) return undefined;
  const { settings } = report;
  return {
    ...{ id: 'settings', title: 'Settings', state: settings },
    make: () => {
      const rows = settings.map((setting) => {
        const differs = 'default' in setting;
        return element(
          'tr',
          differs ? { class: 'differs' } : {},
          element('th', { scope: 'row' }, `${differs ? '* ' : ''}${setting.name}`),
          element('td', {}, element('code', {}, JSON.stringify(setting.value))),
          element('td', {}, ...(differs ? ['default ', element('code', {}, JSON.stringify(setting.default))] : [])),
        );
      });
      return [
        element(
          'div',
          { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Settings' },
          element('table', {}, element('tbody', {}, ...rows)),
        ),
        ...(settings.some((setting) => 'default' in setting)
          ? [element('p', { class: 'note' }, '* differs from what the method takes today where nothing is said.')]
          : []),
      ];
    },
  };
};
