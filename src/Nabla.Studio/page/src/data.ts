// The data panel: data set, columns, parts, and painting points by hand.
import { byId, choice, count, field, h, svg } from './dom';
import { openFile } from './main';
import { isPainting, setPainting } from './outcome';
import type { Column } from './protocol';
import { change, send, state } from './state';

export function renderData(): void {
  const described = state.described!;
  const focused = document.activeElement?.id ?? '';
  byId('data').replaceChildren(
    h('h2', { id: 'data-title' }, 'Data'),
    source(),
    h('p', { class: 'quiet' }, described.isFile ? `${described.data}: ` : '', `${count(described.parts.reduce((a, b) => a + b))} rows, ${described.task}`),
    columns(described.columns, described.isFile),
    parts(described.parts),
    h('div', { id: 'training' }));
  if (focused) document.getElementById(focused)?.focus();
}

function source(): HTMLElement {
  const { datasets } = state.offered!;
  const { data, isFile, options, plane, task } = state.described!;
  const picker = h('input', { type: 'file', id: 'file', accept: '.csv,.tsv,.txt,.gz', class: 'visually-hidden', onchange: event => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) void openFile(file);
  } });
  const names = [...(isFile ? [data] : []), ...datasets.map(set => set.name)];
  const select = choice(names, data, name => {
    state.recipe = '';
    state.ghosts = [];
    send({ type: 'open', data: name, options: '' });
  }, 'Data set');
  select.id = 'dataset';
  const known = datasets.find(set => set.name === data && !isFile);
  const settings = Object.entries(known?.settings ?? {}).map(([name, usual]) =>
    field(name, h('input', { id: `option-${name}`, value: options[name] ?? '', placeholder: String(usual), inputmode: 'decimal', onchange: event => {
      const value = (event.target as HTMLInputElement).value.trim();
      change({ [name]: value || null });
    } })));
  const paint = plane?.isAll && task === 'classification'
    ? h('button', { type: 'button', id: 'paint', 'aria-pressed': String(isPainting()), onclick: () => setPainting(!isPainting()) }, 'Paint points')
    : null;
  return h('div', {},
    h('div', { class: 'buttons' }, select, picker, h('label', { for: 'file', class: 'button' }, 'Open CSV …'), paint),
    h('p', { class: 'quiet' }, known ? known.description : 'Drop a CSV file anywhere on the page; it stays on this machine.'),
    settings.length ? h('div', { class: 'fields' }, ...settings) : null);
}

function columns(all: Column[], isFile: boolean): HTMLElement {
  const shown = all.length > 24 && !isFile ? [...all.slice(0, 6), ...all.slice(-1)] : all;
  const rows = shown.map(column => h('tr', { class: column.isUsed ? null : 'off' },
    h('td', {}, isFile && !column.isTarget
      ? h('input', { type: 'checkbox', 'aria-label': `use ${column.name}`, checked: column.isUsed, disabled: !column.canBeUsed, onchange: () => toggle(column) })
      : ''),
    h('td', { class: 'name', title: column.summary }, column.name),
    h('td', {}, column.isTarget ? h('strong', {}, 'target') : column.kind),
    h('td', { class: 'number' }, column.missing > 0 ? `${count(column.missing)} missing` : ''),
    h('td', {}, spark(column))));
  const target = isFile
    ? field('target', choice(all.filter(column => column.canBeUsed).map(column => column.name), all.find(column => column.isTarget)?.name ?? '', name =>
      change({ target: quoted(name), task: null, ignore: joined(all.filter(column => !column.isUsed && column.name !== name)) })))
    : null;
  target?.querySelector('select')?.setAttribute('id', 'target');
  return h('div', {}, target, h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Columns' },
    h('table', { class: 'columns' }, h('caption', { class: 'visually-hidden' }, 'Columns'),
      h('thead', { class: 'visually-hidden' }, h('tr', {}, ...['use', 'column', 'kind', 'missing', 'values'].map(title => h('th', {}, title)))), h('tbody', {}, ...rows))),
    shown.length < all.length ? h('p', { class: 'quiet' }, `… ${count(all.length - shown.length)} more columns`) : null);
}

const quoted = (name: string): string => (name.includes(',') ? `"${name}"` : name);

const joined = (left: Column[]): string | null => (left.length ? left.map(column => quoted(column.name)).join(',') : null);

function toggle(column: Column): void {
  const left = state.described!.columns.filter(other => (other.name === column.name ? column.isUsed : !other.isUsed));
  change({ ignore: joined(left) });
}

function spark(column: Column): HTMLElement {
  const most = Math.max(1, ...column.bins);
  const picture = svg('svg', { viewBox: `0 0 ${16 * 4} 18`, width: 64, height: 18, role: 'img' });
  const title = svg('title');
  title.textContent = `${column.name}: ${column.summary}`;
  picture.append(title, ...column.bins.map((bin, i) => svg('rect', { x: i * 4, y: 18 - (17 * bin) / most, width: 3, height: (17 * bin) / most })));
  return h('span', { class: 'spark', title: column.summary }, picture as unknown as Node);
}

function parts([training, validation, test]: number[]): HTMLElement {
  const all = training + validation + test;
  const percent = (rows: number): string => `${Math.round((100 * rows) / all)} %`;
  const slider = (name: string, option: string, rows: number): HTMLElement =>
    field(`${name} ${count(rows)}`, h('input', { type: 'range', id: option, min: 0, max: 60, step: 5, value: Math.round((20 * rows) / all) * 5, onchange: event => {
      const value = Number((event.target as HTMLInputElement).value) / 100;
      change({ [option]: option === 'validation-size' && value === 0 ? null : String(value) });
    } }));
  return h('div', { class: 'parts' },
    h('div', { class: 'bar', role: 'img', 'aria-label': `training ${percent(training)}, validation ${percent(validation)}, test ${percent(test)}` },
      ...([['training', training], ['validation', validation], ['test', test]] as [string, number][]).filter(([, rows]) => rows > 0)
        .map(([name, rows]) => h('span', { class: name, style: `flex: ${rows}`, title: `${name}: ${count(rows)} rows` }, rows / all > 0.2 ? name : ''))),
    h('div', { class: 'fields' }, slider('validation', 'validation-size', validation), slider('test', 'test-size', test)));
}
