// Converts a figure's axes to plotly.js's layout.

const touch = matchMedia('(pointer: coarse)').matches;
const byGrid = trace => Array.isArray(trace.z) && Array.isArray(trace.z[0]);
const inSpace = trace => ['surface', 'scatter3d', 'mesh3d'].includes(trace.type);
const spatial = figure => figure.traces.some(inSpace);
const small = (size = 11) => ({ size, color: styleOf('--muted') });

// Powers of ten, with 2 and 5 in between if there are few.
function logTicks(values) {
  const positive = values.filter(value => value > 0);
  const decades = Math.log10(positive.reduce((a, b) => Math.max(a, b)) / positive.reduce((a, b) => Math.min(a, b)));
  return decades < 3 ? { tickfont: small(12), dtick: 'D2' } : { tickfont: small(), dtick: Math.ceil(decades / 8) }; // 2 and 5 are a quarter smaller
}

const axisOf = axis => ({
  title: { text: plain(axis.title), font: small(12), standoff: 10 },
  type: axis.log ? 'log' : axis.categories ? 'category' : 'linear',
  range: axis.log ? axis.range?.map(Math.log10) : axis.range, autorange: !axis.range, rangemode: axis.zero ? 'tozero' : 'normal', visible: !axis.hidden,
  tickformat: axis.format, tickfont: small(), exponentformat: 'power', minexponent: 6, separatethousands: true,
  gridcolor: styleOf('--grid'), linecolor: styleOf('--line'), zeroline: false,
});

function shortened(name, width) {
  const most = width < 450 ? 14 : 24, letters = [...name];
  return plain(letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : name);
}

// Names of categories, at most 40, shortened to leave room for the chart; hovering shows the full names. Positions have texts, not numbers: otherwise
// the position 3 could match a class named "3".
function categoryTicks(names, width) {
  const shown = names.map((_, i) => i).filter(i => i % Math.ceil(names.length / 40) === 0);
  return { tickmode: 'array', tickvals: shown.map(i => plain(names[i])), ticktext: shown.map(i => shortened(names[i], width)) };
}

// Names at 0, 1, 2 …, as many as fit.
function nameTicks(names, width) {
  const shown = names.map((_, i) => i).filter(i => i % Math.ceil(names.length * 26 / Math.min(width, 720)) === 0);
  return { tickmode: 'array', tickvals: shown, ticktext: shown.map(i => shortened(names[i], width)) };
}

const categoriesOf = (figure, along) => [...new Set(figure.traces.flatMap(trace => trace[along] ?? []))];

// Larger ranges have integer ticks anyway.
const wholeTicks = values => (values.reduce((a, b) => Math.max(a, b), 0) < 10 ? { dtick: 1, tick0: 1 } : {});

const flatAxisOf = (axis, values, width) => ({
  ...axisOf(axis), automargin: true, constrain: 'domain', ticks: '',
  ...(axis.whole ? wholeTicks(values) : {}),
  ...(axis.sameScale ? { scaleanchor: 'x' } : {}),
  ...(axis.log ? logTicks(values) : {}),
  ...(axis.categories ? categoryTicks(values, width) : {}),
  ...(axis.names ? nameTicks(axis.names, width) : {}),
});

// In the corners of a chart in space, the ends of two axes meet and their labels would overlap: ticks keep away from the ends.
function innerTicks(axis, values, width) {
  const numbers = values.flat().filter(Number.isFinite);
  const [low, high] = axis.range ?? [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
  const least = (high - low) / (width < 450 ? 4 : 5), power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 2.5, 5].find(factor => factor * power >= least * 0.999) ?? 10), edge = 0.1 * (high - low);
  const ticks = [];
  for (let k = Math.ceil((low + edge) / step); k * step <= high - edge; k++) ticks.push(Number((k * step).toPrecision(12)));
  return ticks.length < 2 ? {} : { tickmode: 'array', tickvals: ticks };
}

const spatialAxisOf = (figure, name, width) => ({
  ...axisOf(figure[name]), gridcolor: styleOf('--line'), showbackground: false,
  ...innerTicks(figure[name], figure.traces.flatMap(trace => trace[name] ?? []), width),
});

// From further away in a narrow chart: axis titles have the same size in all charts.
function viewFrom(degrees, width) {
  const angle = degrees * Math.PI / 180, away = width < 450 ? 2.6 : 2.2;
  return { eye: { x: away * Math.cos(angle), y: away * Math.sin(angle), z: 0.41 * away }, center: { x: 0, y: 0, z: -0.1 } };
}

const axesOf = (figure, width) => spatial(figure)
  ? {
    scene: {
      xaxis: spatialAxisOf(figure, 'x', width), yaxis: spatialAxisOf(figure, 'y', width), zaxis: spatialAxisOf(figure, 'z', width),
      aspectmode: 'cube', camera: viewFrom(figure.viewAngle, width), dragmode: 'orbit',
    },
    margin: { l: 0, r: 0, t: 8, b: 0 },
  }
  : {
    xaxis: flatAxisOf(figure.x, figure.x.categories ? categoriesOf(figure, 'x') : figure.traces.flatMap(trace => trace.x), width),
    yaxis: flatAxisOf(figure.y, figure.y.categories ? categoriesOf(figure, 'y') : figure.traces.flatMap(trace => trace.y), width),
    margin: { l: 8, r: 12, t: figure.marks.length > 0 ? 22 : 8, b: 8 },
    dragmode: touch ? false : 'zoom',
  };

const marksOf = figure => ({
  shapes: figure.marks.map(mark => ({
    type: 'line', x0: mark.x, x1: mark.x, yref: 'paper', y0: 0, y1: 1, line: { color: styleOf('--muted'), width: 1, dash: '2px,3px' },
  })),
  annotations: figure.marks.map(mark => ({
    x: mark.x, y: 1, yref: 'paper', yanchor: 'bottom', xanchor: 'auto', text: plain(mark.label), showarrow: false, font: small(),
  })),
});

const layoutOf = (figure, plot) => ({
  ...axesOf(figure, plot.clientWidth),
  ...marksOf(figure),
  width: plot.clientWidth, height: plot.clientHeight, uirevision: 'kept', separators: '.,',
  // Bars of a category are side by side; histograms of the same numbers are stacked.
  ...(figure.x.categories || figure.y.categories ? { barmode: 'group', bargap: 0.3 } : { barmode: 'stack', bargap: 0.04 }),
  font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: styleOf('--ink') },
  paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)',
  showlegend: figure.traces.filter(trace => trace.showlegend !== false && !byGrid(trace)).length > 1,
  legend: {
    orientation: 'h', x: 0, xanchor: 'left', y: figure.marks.length > 0 ? 1.1 : 1.02, yanchor: 'bottom',
    itemsizing: 'constant', bgcolor: 'rgba(0,0,0,0)',
  },
  hovermode: figure.traces.every(trace => trace.type === 'scatter' && trace.mode.includes('lines')) ? 'x unified' : 'closest',
  hoverlabel: { bgcolor: styleOf('--panel'), bordercolor: styleOf('--line'), font: { color: styleOf('--ink'), size: 12 }, align: 'left' },
});
