// Charts: drawn by plotly.js, and redrawn when colors or sizes change.

const colorBarOf = axis => ({
  title: { text: plain(axis?.title ?? ''), side: 'right', font: small(12) },
  thickness: 10, outlinewidth: 0, len: 0.9, tickfont: small(), tickformat: axis?.format,
  ...(axis?.format?.endsWith('%') ? { tickvals: [0, 0.25, 0.5, 0.75, 1] } : {}),
});

// Settings of each type of trace that the figure does not have.
const looks = {
  scatter: trace => (trace.mode.startsWith('markers') ? { cliponaxis: false, textfont: { size: 12, color: styleOf('--ink') } } : {}),
  contour: trace => ({ contours: { ...trace.contours, labelfont: { size: 11, color: styleOf('--ink') } } }),
  surface: () => ({
    lighting: { ambient: 0.75, diffuse: 0.5, specular: 0.05, roughness: 0.9 },
    contours: { x: { highlight: false }, y: { highlight: false }, z: { highlight: false } },
  }),
};

function traceOf(raw, figure, narrow) {
  const { isData, legendname, ...trace } = resolve(raw, '');
  if (legendname) trace.name = legendname;
  Object.assign(trace, looks[trace.type]?.(trace));
  if (trace.type === 'scatter3d' && narrow) trace.marker.size *= 0.7;
  if (trace.showscale) trace.colorbar = colorBarOf(figure.z);
  if (trace.customdata) {
    const place = ['x', 'y', ...(inSpace(trace) ? ['z'] : [])].map(axis => `%{${axis}:.4~g}`).join(', ');
    trace.hovertemplate = `row %{customdata}<br>${place}<extra>%{fullData.name}</extra>`;
  }
  return trace;
}

const config = { displayModeBar: false, scrollZoom: false, showSendToCloud: false, plotlyServerURL: '', doubleClick: 'reset' };

// Omits labels of contours that would overlap the label of a point.
function clearLabels(plot) {
  const labels = [...plot.querySelectorAll('.textpoint')].map(text => text.getBoundingClientRect());
  for (const number of plot.querySelectorAll('.contourlabels text')) {
    const box = number.getBoundingClientRect();
    const covered = labels.some(label => label.left < box.right && label.right > box.left && label.top < box.bottom && label.bottom > box.top);
    number.style.visibility = covered ? 'hidden' : '';
  }
}

async function drawChart(picture) {
  const { element, data } = picture;
  const plot = element.querySelector('.plot');
  const draw = picture.drawn ? Plotly.react : Plotly.newPlot;
  picture.drawn = true;
  delete element.dataset.drawn;
  const figure = chosenView(data);
  await draw(plot, figure.traces.map(trace => traceOf(trace, figure, plot.clientWidth < 450)), layoutOf(figure, plot), config);
  clearLabels(plot);
  element.dataset.drawn = 'true';
}

const ensureDrawn = picture => (picture.drawn ? undefined : drawChart(picture));

// Arrow keys rotate a chart in space like a drag.
function turnByKeys({ element }) {
  const plot = element.querySelector('.plot');
  plot.tabIndex = 0;
  plot.addEventListener('keydown', event => {
    const angle = { ArrowLeft: -Math.PI / 18, ArrowRight: Math.PI / 18 }[event.key];
    if (!angle || !plot._fullLayout) return;
    event.preventDefault();
    const { x, y, z } = plot._fullLayout.scene.camera.eye;
    const eye = { x: x * Math.cos(angle) - y * Math.sin(angle), y: x * Math.sin(angle) + y * Math.cos(angle), z };
    Plotly.relayout(plot, { 'scene.camera.eye': eye });
  });
}
