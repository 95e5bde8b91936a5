// Loss by epoch: training and validation, the best epoch, and earlier runs as ghosts.
import uPlot from 'uplot';
import { colors } from './colors';
import { byId } from './dom';
import { state } from './state';
import type { CurvePoint } from './protocol';

let plot: uPlot | null = null;
let drawn = '';
let isLog = false;

export function setLog(on: boolean): void {
  isLog = on;
  drawn = '';
  drawCurves();
}

export function drawCurves(): void {
  const host = byId('curves');
  const { ink, muted, line, training, validation } = colors();
  const hasValidation = state.curves.some(point => point[2] !== null);
  const key = [hasValidation, state.ghosts.map(ghost => ghost.run).join(), ink, host.clientWidth, isLog].join();
  const data = align(hasValidation);
  if (plot && key === drawn) {
    plot.setData(data);
    return;
  }
  drawn = key;
  plot?.destroy();
  const axis = { stroke: muted, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif' };
  const rounded = (_: uPlot, value: number | null): string => (value === null ? '–' : value.toPrecision(4));
  plot = new uPlot({
    width: Math.max(240, host.clientWidth), height: 220,
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: false }, y: { distr: isLog ? 3 : 1 } },
    legend: { live: true },
    series: [
      { label: 'epoch' },
      { label: 'training', stroke: training, width: 2, value: rounded },
      ...(hasValidation ? [{ label: 'validation', stroke: validation, width: 2, value: rounded }] : []),
      ...state.ghosts.map(ghost => ({ label: `run ${ghost.run}`, stroke: muted, width: 1, dash: [4, 4], value: rounded, spanGaps: true })),
    ],
    axes: [{ ...axis, label: 'epoch', size: 36, labelSize: 18 }, { ...axis, label: 'loss', size: 56, labelSize: 18 }],
    hooks: { draw: [best] },
  }, data, host);
}

// The union of all runs' epochs, and each run's loss at them, null where it has none.
function align(hasValidation: boolean): uPlot.AlignedData {
  const sets: [number, CurvePoint[], number][] = [[1, state.curves, 1], ...(hasValidation ? [[2, state.curves, 2] as [number, CurvePoint[], number]] : []),
    ...state.ghosts.map(ghost => [1, ghost.curves, 1] as [number, CurvePoint[], number])];
  const epochs = [...new Set(sets.flatMap(([, points]) => points.map(point => point[0])))].sort((a, b) => a - b);
  const place = new Map(epochs.map((epoch, i) => [epoch, i]));
  const columns = sets.map(([field, points]) => {
    const values: (number | null)[] = new Array(epochs.length).fill(null);
    for (const point of points) values[place.get(point[0])!] = isLog && (point[field] ?? 0) <= 0 ? null : point[field];
    return values;
  });
  return [epochs, ...columns] as uPlot.AlignedData;
}

function best(chart: uPlot): void {
  const epoch = state.frame?.best;
  if (epoch === undefined) return;
  const { ctx, bbox } = chart;
  const x = chart.valToPos(epoch, 'x', true);
  ctx.save();
  ctx.strokeStyle = colors().validation;
  ctx.fillStyle = colors().validation;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  const right = x > bbox.left + 0.7 * bbox.width;
  ctx.textAlign = right ? 'right' : 'left';
  ctx.fillText(`best: ${epoch}`, x + (right ? -5 : 5) * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
  ctx.restore();
}

new ResizeObserver(() => {
  if (state.frame && document.getElementById('curves')) drawCurves();
}).observe(document.body);
