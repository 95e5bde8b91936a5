// Points in space, seen along one axis: two of the three axes as a plane.

const planes = { '1 · 2': ['x', 'y'], '1 · 3': ['x', 'z'], '2 · 3': ['y', 'z'] };

// The figure in the chosen plane, or unchanged.
function chosenView(figure) {
  if (!figure.plane) return figure;
  const [across, up] = figure.plane;
  const flat = figure.traces.filter(trace => trace.type === 'scatter3d').map(trace => {
    const { z, ...rest } = { ...trace, type: 'scatter', x: trace[across], y: trace[up] };
    return { ...rest, marker: { ...trace.marker, size: trace.marker.size * 1.6 } };
  });
  return { ...figure, x: figure[across], y: figure[up], z: undefined, traces: flat };
}

function addPlanes(picture) {
  const { element, data } = picture;
  const choices = [['space', null], ...Object.entries(planes)];
  const buttons = choices.map(([text, plane]) => {
    const button = addTool(picture, text, plane ? `Draw axes ${text.replace(' · ', ' and ')} as a plane` : 'Draw all three axes', () => {
      data.plane = plane;
      for (const other of buttons) other.setAttribute('aria-pressed', other === button);
      if (picture.drawn) Plotly.purge(element.querySelector('.plot'));
      picture.drawn = false;
      drawChart(picture);
    });
    button.setAttribute('aria-pressed', plane === null);
    return button;
  });
}
