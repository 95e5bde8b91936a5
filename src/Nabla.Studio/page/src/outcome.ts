// The outcome: regions over two features, a confusion matrix, or predicted against actual values; and painting points by hand.
import { colors, drawMap, rgb, scaled } from './colors';
import { setLog } from './curves';
import { byId, bytesOf, choice, h, number } from './dom';
import { look } from './row';
import { state } from './state';

interface Painted { x: number; y: number; label: string }

let painting = false;
let painted: Painted[] = [];
let brush = 0;

export const isPainting = (): boolean => painting;

export function setPainting(on: boolean): void {
  const { rows, outputs } = state.described!;
  painting = on;
  painted = on ? rows.x.map((x, i) => ({ x, y: rows.y[i], label: outputs[rows.target[i]] })) : [];
  document.getElementById('paint')?.setAttribute('aria-pressed', String(on));
  renderOutcome();
  updateOutcome();
}

export function renderOutcome(): void {
  const { plane } = state.described!;
  byId('outcome').replaceChildren(
    h('h2', { id: 'outcome-title' }, 'Outcome'),
    h('p', { id: 'score', role: 'status' }),
    painting ? brushes() : '',
    h('div', { id: 'picture', class: plane?.isAll ? 'plane' : '' }),
    h('div', { class: 'head' }, h('h3', {}, 'Loss by epoch'), choice(['linear', 'logarithmic'], 'linear', value => setLog(value === 'logarithmic'), 'scale of the loss')),
    h('div', { id: 'curves' }));
}

function brushes(): HTMLElement {
  const { outputs } = state.described!;
  const select = choice(outputs, outputs[brush], name => { brush = outputs.indexOf(name); }, 'class to paint');
  return h('div', { class: 'buttons' }, 'class', select,
    h('button', { type: 'button', onclick: () => { painted = []; updateOutcome(); } }, 'Clear'),
    h('button', { type: 'button', id: 'use-painted', onclick: usePainted }, 'Train on these'),
    h('span', { class: 'quiet' }, 'click to add a point'));
}

function usePainted(): void {
  const { plane } = state.described!;
  const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const names = plane!.names.map((name, i) => (name === 'class' ? `x${i + 1}` : name));
  const text = [[...names, 'class'].map(quote).join(','), ...painted.map(point => [point.x.toPrecision(6), point.y.toPrecision(6), quote(point.label)].join(','))].join('\n');
  painting = false;
  state.recipe = '';
  state.engine?.open('painted.csv', new TextEncoder().encode(`${text}\n`).buffer);
}

export function updateOutcome(): void {
  const outcome = state.frame?.outcome;
  const host = document.getElementById('picture');
  if (!outcome || !host) return;
  byId('score').textContent = `${outcome.score}, ${outcome.of}`;
  if (outcome.map && state.described!.plane) drawPlane(host, outcome);
  else if (outcome.confusion) drawConfusion(host, outcome.confusion);
  else if (outcome.actual) drawScatter(host, outcome.actual, outcome.predicted!);
}

type Shown = NonNullable<NonNullable<typeof state.frame>['outcome']>;

function canvasOf(host: HTMLElement, label: string, onclick: (x: number, y: number) => void): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D; size: number; ratio: number } {
  let canvas = host.querySelector<HTMLCanvasElement>('canvas.chart');
  if (!canvas) {
    canvas = h('canvas', { class: 'chart', role: 'img', tabindex: 0 });
    host.replaceChildren(canvas);
  }
  canvas.setAttribute('aria-label', label);
  canvas.onclick = event => {
    const box = canvas.getBoundingClientRect();
    onclick(event.clientX - box.left, event.clientY - box.top);
  };
  const size = Math.max(200, Math.min(460, host.clientWidth));
  const ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(size * ratio)) {
    canvas.width = canvas.height = Math.round(size * ratio);
    canvas.style.width = canvas.style.height = `${size}px`;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size, size);
  return { canvas, context, size, ratio };
}

const margin = { left: 58, right: 10, top: 8, bottom: 40 };

function frameOf(context: CanvasRenderingContext2D, size: number, [left, right, bottom, top]: number[], names: string[]): { toX: (x: number) => number; toY: (y: number) => number } {
  const { muted, line } = colors();
  const [w, t] = [size - margin.left - margin.right, size - margin.top - margin.bottom];
  context.strokeStyle = line;
  context.strokeRect(margin.left, margin.top, w, t);
  context.fillStyle = muted;
  context.font = '12px system-ui, sans-serif';
  context.textAlign = 'left';
  context.fillText(number(left), margin.left, size - 24);
  context.textAlign = 'right';
  context.fillText(number(right), size - margin.right, size - 24);
  context.fillText(number(top), margin.left - 6, margin.top + 10);
  context.fillText(number(bottom), margin.left - 6, size - margin.bottom);
  context.textAlign = 'center';
  context.fillText(names[0], margin.left + w / 2, size - 8, w);
  context.save();
  context.translate(14, margin.top + t / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(names[1], 0, 0, t);
  context.restore();
  return { toX: x => margin.left + ((x - left) / (right - left)) * w, toY: y => margin.top + (1 - (y - bottom) / (top - bottom)) * t };
}

const map = document.createElement('canvas');

function drawPlane(host: HTMLElement, outcome: Shown): void {
  const { plane, rows, task, outputs } = state.described!;
  const { paper, classes, ink } = colors();
  const [left, right, bottom, top] = plane!.range;
  const classification = task === 'classification';
  const { context, size } = canvasOf(host, `${classification ? 'Regions of the classes' : 'Predicted values'} over ${plane!.names.join(' and ')}`, (px, py) => click(px, py));
  const values = bytesOf(outcome.map!);
  const sure = outcome.sure ? bytesOf(outcome.sure) : null;
  const [paperColor, classColors] = [rgb(paper), classes.map(rgb)];
  drawMap(map, plane!.side, cell => {
    if (!sure) return scaled(values[cell]);
    const part = 0.12 + (0.5 * sure[cell]) / 255;
    const color = classColors[values[cell] % classColors.length];
    return [0, 1, 2].map(i => paperColor[i] + part * (color[i] - paperColor[i])) as [number, number, number];
  });
  context.imageSmoothingEnabled = true;
  context.drawImage(map, margin.left, margin.top, size - margin.left - margin.right, size - margin.top - margin.bottom);
  const { toX, toY } = frameOf(context, size, plane!.range, plane!.names);
  const points = painting
    ? painted.map(point => ({ x: point.x, y: point.y, target: outputs.indexOf(point.label), part: 0 }))
    : rows.x.map((x, i) => ({ x, y: rows.y[i], target: rows.target[i], part: rows.part[i] }));
  const [least, most] = outcome.range ?? [0, 1];
  points.forEach((point, i) => {
    const color = classification ? classes[point.target % classes.length] : `rgb(${scaled((255 * (point.target - least)) / (most - least || 1)).join()})`;
    marker(context, toX(point.x), toY(point.y), classification ? point.target : 0, color, point.part > 0, paper, ink);
    if (state.looked?.row === i && !painting) {
      context.strokeStyle = ink;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(toX(point.x), toY(point.y), 9, 0, 2 * Math.PI);
      context.stroke();
    }
  });
  context.lineWidth = 1;
  note(host, classification
    ? `${outputs.map((name, i) => `${'●■▲◆'[i % 4]} ${name}`).join('   ')}   · filled: training, hollow: ${state.described!.parts[1] ? 'validation and test' : 'test'}`
    : `predicted ${outputs[0]} from ${number(least)} (dark) to ${number(most)} (light); points: actual, filled for training`);

  function click(px: number, py: number): void {
    const x = left + ((px - margin.left) / (size - margin.left - margin.right)) * (right - left);
    const y = top - ((py - margin.top) / (size - margin.top - margin.bottom)) * (top - bottom);
    if (painting) {
      if (x < left || x > right || y < bottom || y > top) return;
      painted.push({ x, y, label: outputs[brush] });
      updateOutcome();
    } else {
      pick(points.map(point => [toX(point.x), toY(point.y)]), px, py, i => look(i));
    }
  }
}

function pick(places: number[][], px: number, py: number, chosen: (i: number) => void): void {
  let [found, least] = [-1, 16];
  places.forEach(([x, y], i) => {
    const distance = Math.hypot(x - px, y - py);
    if (distance < least) [found, least] = [i, distance];
  });
  if (found >= 0) chosen(found);
}

function marker(context: CanvasRenderingContext2D, x: number, y: number, shape: number, color: string, hollow: boolean, paper: string, ink: string): void {
  context.beginPath();
  const r = 4.2;
  if (shape % 4 === 0) context.arc(x, y, r, 0, 2 * Math.PI);
  else if (shape % 4 === 1) context.rect(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1);
  else if (shape % 4 === 2) { context.moveTo(x, y - r - 1); context.lineTo(x + r + 1, y + r); context.lineTo(x - r - 1, y + r); context.closePath(); }
  else { context.moveTo(x, y - r - 1); context.lineTo(x + r + 1, y); context.lineTo(x, y + r + 1); context.lineTo(x - r - 1, y); context.closePath(); }
  context.fillStyle = hollow ? paper : color;
  context.fill();
  context.lineWidth = hollow ? 2 : 1;
  context.strokeStyle = hollow ? color : ink;
  context.globalAlpha = hollow ? 1 : 0.85;
  context.stroke();
  context.globalAlpha = 1;
}

// The index of the first drawn row of the scored part.
const firstJudged = (): number => {
  const part = state.described!.rows.part;
  const held = part.findIndex(value => value > 0);
  return held < 0 ? 0 : held;
};

function drawScatter(host: HTMLElement, actual: number[], predicted: number[]): void {
  const { outputs } = state.described!;
  const { muted, ink } = colors();
  const all = [...actual, ...predicted];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = 0.05 * (high - low || 1);
  const range = [low - room, high + room, low - room, high + room];
  const places = (): number[][] => actual.map((value, i) => [toX(value), toY(predicted[i])]);
  const { context, size } = canvasOf(host, `Predicted against actual ${outputs[0]}`, (px, py) => pick(places(), px, py, i => look(firstJudged() + i)));
  const { toX, toY } = frameOf(context, size, range, [`actual ${outputs[0]}`, `predicted ${outputs[0]}`]);
  context.strokeStyle = muted;
  context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(toX(range[0]), toY(range[0]));
  context.lineTo(toX(range[1]), toY(range[1]));
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = muted;
  context.globalAlpha = 0.6;
  places().forEach(([x, y], i) => {
    const isLooked = state.looked?.row === firstJudged() + i;
    context.fillStyle = isLooked ? ink : muted;
    context.beginPath();
    context.arc(x, y, isLooked ? 6 : 3, 0, 2 * Math.PI);
    context.fill();
  });
  context.globalAlpha = 1;
  note(host, 'Points on the dashed line are exact predictions.');
}

function drawConfusion(host: HTMLElement, confusion: number[][]): void {
  const { outputs } = state.described!;
  const most = Math.max(1, ...confusion.flat());
  host.replaceChildren(h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Confusion matrix' }, h('table', { class: 'confusion' },
    h('caption', {}, 'rows: actual class, columns: predicted class'),
    h('thead', {}, h('tr', {}, h('td', {}), ...outputs.map(name => h('th', { scope: 'col', title: name }, name)))),
    h('tbody', {}, ...confusion.map((row, i) => h('tr', {}, h('th', { scope: 'row', title: outputs[i] }, outputs[i]),
      ...row.map((cell, j) => h('td', { class: i === j ? 'right' : 'wrong', style: `--part:${(cell / most).toFixed(3)}` }, cell === 0 ? '·' : String(cell)))))))));
}

function note(host: HTMLElement, text: string): void {
  let element = host.querySelector<HTMLParagraphElement>('p.quiet');
  if (!element) {
    element = h('p', { class: 'quiet' });
    host.append(element);
  }
  if (element.textContent !== text) element.textContent = text;
}
