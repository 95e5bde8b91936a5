// The forward and backward pass of a row, with the formulas of the chosen unit.
import { byId, h, number } from './dom';
import { send, state } from './state';

export function showRow(): void {
  const host = byId('row');
  const { looked, described, unit } = state;
  const rows = described!.rows;
  const list = h('select', { id: 'row-list', 'aria-label': 'Row', onchange: event => {
    const value = (event.target as HTMLSelectElement).value;
    look(value === '' ? null : Number(value));
  } }, h('option', { value: '' }, 'choose a row, or click a point …'));
  const parts = ['training', 'validation', 'test'];
  for (let part = 0; part < 3; part++) {
    const group = h('optgroup', { label: parts[part] });
    rows.title.forEach((title, i) => {
      if (rows.part[i] === part && group.childElementCount < 200) group.append(h('option', { value: i, selected: looked?.row === i }, title));
    });
    if (group.childElementCount) list.append(group);
  }
  host.replaceChildren(h('h3', {}, 'Forward and backward pass of one row'), list);
  if (!looked) return;
  const chosen = unit ?? { layer: described!.layers.length - 1, unit: 0 };
  const steps = looked.steps[chosen.layer]?.[chosen.unit];
  host.append(
    h('p', {}, looked.title, '. ', looked.result, '.'),
    h('table', { class: 'values' }, h('tbody', {}, ...looked.layers.map((layer, l) => h('tr', {},
      h('th', { scope: 'row' }, l === looked.layers.length - 1 ? 'output' : `layer ${l + 1}`),
      h('td', {}, ...layer.a.slice(0, 6).map((a, i) => h('span', {}, `a ${number(a)}${layer.delta ? `, δ ${number(layer.delta[i])}` : ''}`)), layer.a.length > 6 ? '…' : ''))))),
    h('p', { class: 'quiet' }, `Unit ${chosen.unit + 1} of ${chosen.layer === described!.layers.length - 1 ? 'the output' : `layer ${chosen.layer + 1}`} (choose another in the network):`),
    steps ? h('p', { class: 'formula' }, steps.forward) : '',
    steps?.backward ? h('p', { class: 'formula' }, steps.backward) : '');
}

export function look(row: number | null): void {
  if (row === null) state.looked = null;
  send({ type: 'look', row });
  if (row === null) showRow();
}
