// The network: weights by width and color, biases, a picture of each unit's activations, and controls of each layer.
import { colors, drawMap, scaled } from './colors';
import { byId, bytesOf, choice, count, h, number, svg } from './dom';
import { showRow } from './row';
import { change, send, state } from './state';

const unitSize = 46, unitGap = 12, rowHeight = unitSize + unitGap;
let lines: { line: SVGElement; layer: number; from: number; to: number }[] = [];
let canvases: HTMLCanvasElement[][] = [];
let biases: SVGElement[][] = [];
let buttons: HTMLButtonElement[][] = [];

export function renderNetwork(): void {
  const { layers, inputs, parameters, isSlow } = state.described!;
  const { host } = state.offered!;
  byId('network').replaceChildren(
    h('div', { class: 'head' }, h('h2', { id: 'network-title' }, 'Network'),
      h('span', { class: 'quiet' }, `${inputs.length}-${layers.map(layer => layer.units).join('-')}, ${count(parameters)} parameters`),
      h('button', { type: 'button', id: 'add-layer', onclick: () => sizes(hidden => [...hidden, hidden.at(-1) ?? 4]) }, 'Add layer')),
    h('p', { id: 'why', role: 'status' }),
    isSlow && host === 'the browser' ? h('p', { class: 'bad' }, "This is a long run for a browser: 'nabla studio' on your machine trains it many times faster.") : '',
    h('div', { class: 'scroll', id: 'drawing', tabindex: 0, role: 'region', 'aria-label': 'Drawing of the network' }, draw()),
    mapChoice(),
    h('p', { id: 'hover', class: 'quiet', 'aria-live': 'polite' }, legend()),
    h('div', { id: 'explanation' }),
    h('div', { id: 'doctor' }),
    h('div', { id: 'row' }));
  showRow();
}

const legend = (): string => state.described?.plane
  ? 'Units: activation over the two features, from minimum (dark) to maximum (light). Lines: weights, blue if positive, orange if negative, wider if larger.'
  : 'Units: histogram of the activations, from minimum to maximum. Lines: weights, blue if positive, orange if negative, wider if larger.';

function draw(): HTMLElement {
  const { layers, inputs } = state.described!;
  const drawn = [Math.min(inputs.length, 12), ...layers.map(layer => layer.drawn)];
  const tallest = Math.max(...drawn);
  const height = tallest * rowHeight + 96;
  const available = byId('network').clientWidth || 600;
  const inputWidth = available < 480 ? 58 : 92;
  const step = Math.max(100, Math.min(190, (available - inputWidth - unitSize - 70) / layers.length));
  const width = inputWidth + step * layers.length + unitSize + 68;
  const x = (column: number): number => (column === 0 ? inputWidth - 8 : inputWidth + step * column);
  const y = (column: number, unit: number): number => 96 + (tallest - drawn[column]) * rowHeight / 2 + unit * rowHeight + unitSize / 2;
  const picture = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
  const holder = h('div', { class: 'drawing', style: `width:${width}px;height:${height}px` }, picture as unknown as Node);
  lines = [];
  canvases = [];
  biases = [];
  buttons = [];
  for (let column = 1; column < drawn.length; column++) {
    for (let to = 0; to < drawn[column]; to++) {
      for (let from = 0; from < drawn[column - 1]; from++) {
        const line = svg('path', { d: curve(x(column - 1) + (column === 1 ? 0 : unitSize), y(column - 1, from), x(column), y(column, to)), fill: 'none' });
        picture.append(line);
        lines.push({ line, layer: column - 1, from, to });
      }
    }
  }
  for (let i = 0; i < drawn[0]; i++) {
    holder.append(h('span', { class: 'input', style: `top:${y(0, i) - 11}px;width:${inputWidth - 12}px`, title: inputs[i] }, inputs[i]));
  }
  if (inputs.length > drawn[0]) holder.append(more(0, y(0, drawn[0] - 1), inputs.length - drawn[0], inputWidth - 12));
  layers.forEach((layer, l) => {
    const column = l + 1;
    holder.append(head(l, x(column)));
    canvases.push([]);
    biases.push([]);
    buttons.push([]);
    for (let unit = 0; unit < drawn[column]; unit++) {
      const canvas = h('canvas', { width: 36, height: 36 });
      const button = h('button', { type: 'button', class: 'unit', style: `left:${x(column)}px;top:${y(column, unit) - unitSize / 2}px`, onclick: () => choose(l, unit) }, canvas);
      button.addEventListener('pointerenter', () => describeUnit(l, unit));
      button.addEventListener('focus', () => describeUnit(l, unit));
      holder.append(button);
      const bias = svg('circle', { cx: x(column) - 3, cy: y(column, unit) + unitSize / 2 - 3, r: 3 });
      picture.append(bias);
      canvases[l].push(canvas);
      biases[l].push(bias);
      buttons[l].push(button);
      if (l === layers.length - 1) holder.append(h('span', { class: 'output', style: `left:${x(column) + unitSize + 5}px;top:${y(column, unit) - 11}px`, title: outputName(unit) }, outputName(unit)));
    }
    if (layer.units > layer.drawn) holder.append(more(x(column), y(column, drawn[column] - 1), layer.units - layer.drawn, unitSize));
  });
  holder.addEventListener('pointermove', nearest);
  return holder;
}

const outputName = (unit: number): string => {
  const { outputs, layers } = state.described!;
  return layers.at(-1)!.units === 1 && outputs.length === 2 ? outputs[1] : outputs[unit] ?? '';
};

const curve = (x1: number, y1: number, x2: number, y2: number): string => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;

const more = (left: number, top: number, units: number, width: number): HTMLElement =>
  h('span', { class: 'more', style: `left:${left}px;top:${top + unitSize / 2 + 2}px;width:${width}px` }, `+ ${count(units)}`);

function head(l: number, left: number): HTMLElement {
  const { layers, options } = state.described!;
  const layer = layers[l];
  if (l === layers.length - 1) return h('div', { class: 'layer', style: `left:${left - 22}px` }, h('strong', {}, 'output'), h('span', { class: 'quiet' }, layer.activation));
  const name = `layer ${l + 1}`;
  const each = (option: string, value: string, all: (layer: number) => string): void =>
    change({ [option]: Array.from({ length: layers.length - 1 }, (_, i) => (i === l ? value : all(i))).join(',') });
  const known = state.offered!.choices.activation;
  const activation = choice(known.includes(layer.activation) ? known : [layer.activation, ...known], layer.activation,
    value => each('activation', value, i => layers[i].activation), `activation of ${name}`);
  const dropout = h('input', { id: `dropout-${l}`, value: layer.dropout === 0 && !options.dropout ? '' : layer.dropout, placeholder: 'dropout', inputmode: 'decimal', 'aria-label': `dropout of ${name}`, onchange: event =>
    each('dropout', (event.target as HTMLInputElement).value.trim() || '0', i => String(layers[i].dropout)) });
  return h('div', { class: 'layer', style: `left:${left - 24}px` },
    h('span', { class: 'buttons' },
      h('button', { type: 'button', 'aria-label': `remove a unit from ${name}`, disabled: layer.units === 1, onclick: () => sizes(all => all.map((size, i) => (i === l ? size - 1 : size))) }, '−'),
      h('strong', {}, count(layer.units)),
      h('button', { type: 'button', 'aria-label': `add a unit to ${name}`, onclick: () => sizes(all => all.map((size, i) => (i === l ? size + 1 : size))) }, '+'),
      h('button', { type: 'button', 'aria-label': `remove ${name}`, onclick: () => sizes(all => all.filter((_, i) => i !== l)) }, '×')),
    activation, dropout);
}

function sizes(next: (hidden: number[]) => number[]): void {
  const hidden = next(state.sizes?.hidden ?? state.described!.layers.slice(0, -1).map(layer => layer.units));
  state.sizes = { hidden, unanswered: (state.sizes?.unanswered ?? 0) + 1 };
  change({ hidden: hidden.join(',') });
}

/** The choice of the two features for maps, if the data has more than two. */
function mapChoice(): HTMLElement | string {
  const { columns, plane, inputs } = state.described!;
  const features = columns.filter(column => column.isUsed && !column.isTarget);
  const numbers = features.map((column, i) => ({ column, i })).filter(({ column }) => column.kind === 'number');
  if (features.length === 2 || numbers.length < 2 || inputs.length > 200) return '';
  const pick = (label: string, chosen: number | undefined, set: (i: number) => void): HTMLElement => {
    const select = h('select', { 'aria-label': label, onchange: event => set(Number((event.target as HTMLSelectElement).value)) });
    for (const { column, i } of numbers) select.append(h('option', { value: i, selected: i === chosen }, column.name));
    return select;
  };
  const [x, y] = [plane?.x ?? numbers[0].i, plane?.y ?? numbers[1].i];
  return h('div', { class: 'buttons maps' }, 'units show',
    choice(['histograms', 'maps over two features'], plane ? 'maps over two features' : 'histograms', value => send({ type: 'watch', x: value === 'histograms' ? null : x, y: value === 'histograms' ? null : y }), 'picture in units'),
    ...(plane ? [pick('horizontal feature', x, i => send({ type: 'watch', x: i, y })), pick('vertical feature', y, i => send({ type: 'watch', x, y: i })), h('span', { class: 'quiet' }, 'other features at their median')] : []));
}

export function updateNetwork(): void {
  const { frame, described, looked, unit: chosen } = state;
  if (!frame || !described || frame.units.length !== canvases.length) return;
  const { positive, negative, muted } = colors();
  const largest = frame.weights.map(weights => Math.max(1e-9, ...weights.map(Math.abs)));
  for (const { line, layer, from, to } of lines) {
    const weight = frame.weights[layer][from * described.layers[layer].drawn + to] ?? 0;
    const part = Math.abs(weight) / largest[layer];
    line.setAttribute('stroke', weight >= 0 ? positive : negative);
    line.setAttribute('stroke-width', (0.3 + 4.2 * part).toFixed(2));
    line.setAttribute('stroke-opacity', (0.12 + 0.75 * part).toFixed(2));
  }
  frame.units.forEach((units, l) => units.forEach((unit, i) => {
    const canvas = canvases[l]?.[i];
    if (!canvas) return;
    if (unit.map) {
      const map = bytesOf(unit.map);
      drawMap(canvas, described.plane!.side, cell => scaled(map[cell]));
    } else {
      drawBins(canvas, unit.bins ?? [], muted);
    }
    const bias = frame.biases[l]?.[i];
    const dot = biases[l][i];
    dot.setAttribute('r', bias === undefined ? '0' : (2 + 4 * Math.min(1, Math.abs(bias) / largest[l])).toFixed(1));
    dot.setAttribute('fill', (bias ?? 0) >= 0 ? positive : negative);
    const button = buttons[l][i];
    button.setAttribute('aria-label', `${l === described.layers.length - 1 ? 'output' : `layer ${l + 1}`}, unit ${i + 1}: values from ${number(unit.least)} to ${number(unit.most)}${bias === undefined ? '' : `, bias ${number(bias)}`}`);
    button.setAttribute('aria-pressed', String(chosen?.layer === l && chosen.unit === i));
    button.dataset.a = looked?.layers[l] ? number(looked.layers[l].a[i], 2) : '';
  }));
}

function drawBins(canvas: HTMLCanvasElement, bins: number[], color: string): void {
  const context = canvas.getContext('2d')!;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color;
  const most = Math.max(1, ...bins);
  const width = canvas.width / bins.length;
  bins.forEach((bin, i) => context.fillRect(i * width, canvas.height * (1 - bin / most), width - 0.6, (canvas.height * bin) / most));
}

function choose(layer: number, unit: number): void {
  state.unit = { layer, unit };
  updateNetwork();
  showRow();
}

function describeUnit(l: number, i: number): void {
  const { frame, described } = state;
  const unit = frame?.units[l]?.[i];
  if (!unit) return;
  const width = described!.layers[l].drawn;
  const incoming = frame!.weights[l].filter((_, k) => k % width === i).slice(0, 8).map(weight => number(weight));
  const bias = frame!.biases[l]?.[i];
  byId('hover').textContent = `Unit ${i + 1} of ${l === described!.layers.length - 1 ? 'the output' : `layer ${l + 1}`}: values from ${number(unit.least)} to ${number(unit.most)}; weights ${incoming.join(', ')}${described!.layers.length && incoming.length === 8 ? ' …' : ''}${bias === undefined ? '' : `; bias ${number(bias)}`}.`;
}

// Shows the value of the weight under the pointer.
function nearest(event: Event): void {
  const { clientX, clientY, target } = event as PointerEvent;
  if ((target as HTMLElement).closest('button, select, input')) return;
  let found: (typeof lines)[number] | null = null;
  let least = 9;
  for (const one of lines) {
    const box = one.line.getBoundingClientRect();
    if (clientX < box.left || clientX > box.right || clientY < box.top - 6 || clientY > box.bottom + 6) continue;
    const path = one.line as unknown as SVGPathElement;
    const point = path.getPointAtLength(((clientX - box.left) / Math.max(1, box.width)) * path.getTotalLength());
    const at = point.matrixTransform(path.getScreenCTM()!);
    const distance = Math.abs(at.y - clientY);
    if (distance < least) [found, least] = [one, distance];
  }
  if (!found) return;
  const { described, frame } = state;
  const weight = frame!.weights[found.layer][found.from * described!.layers[found.layer].drawn + found.to];
  const source = found.layer === 0 ? described!.inputs[found.from] : `unit ${found.from + 1} of layer ${found.layer}`;
  byId('hover').textContent = `Weight from ${source} to unit ${found.to + 1} of ${found.layer === described!.layers.length - 1 ? 'the output' : `layer ${found.layer + 1}`}: ${number(weight)}.`;
}
