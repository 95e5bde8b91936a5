'use strict';
(() => {
  const root = document.documentElement;
  const darkTheme = matchMedia('(prefers-color-scheme: dark)');
  const touch = matchMedia('(pointer: coarse)').matches;
  const mostTableRows = 500;

  // --- Colors: names become values of the page's style, which light, dark and paper set ---

  const styleOf = name => getComputedStyle(root).getPropertyValue(name).trim();
  const channels = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const mix = (from, to, part) => from.map((value, i) => Math.round(value + (to[i] - value) * part));

  function color(text) {
    const match = /^var\((--[\w-]+)\)(?:\/([\d.]+))?$/.exec(text);
    if (!match) return text;
    const hex = styleOf(match[1]);
    if (!match[2]) return hex;
    return `rgb(${mix(channels(styleOf('--paper')), channels(hex), Number(match[2])).join(',')})`;
  }

  // plotly.js reads a little HTML in texts: names must come out as they are.
  const plain = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

  function resolve(value, key) {
    if (typeof value === 'string') return /color/.test(key) ? color(value) : plain(value);
    if (Array.isArray(value)) return value.every(item => typeof item === 'number' || item === null) ? value : value.map(item => resolve(item, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, name)]));
  }

  // --- Charts ---

  const byGrid = trace => Array.isArray(trace.z) && Array.isArray(trace.z[0]);
  const inSpace = trace => ['surface', 'scatter3d', 'mesh3d'].includes(trace.type);

  // Powers of ten, and 2 and 5 between them where there are few.
  function logTicks(values) {
    const positive = values.filter(value => value > 0);
    const decades = Math.log10(positive.reduce((a, b) => Math.max(a, b)) / positive.reduce((a, b) => Math.min(a, b)));
    return decades < 3 ? { dtick: 'D2' } : { nticks: 8 };
  }

  function axisOf(axis, spatial, values) {
    const range = axis.range && (axis.log ? axis.range.map(Math.log10) : axis.range);
    const common = {
      title: { text: plain(axis.title), font: { size: 12, color: styleOf('--muted') }, standoff: 10 },
      type: axis.log ? 'log' : axis.categories ? 'category' : 'linear',
      range, autorange: !range, rangemode: axis.zero ? 'tozero' : 'normal',
      tickformat: axis.format, visible: !axis.hidden, gridcolor: styleOf('--grid'), zeroline: false, exponentformat: 'power', minexponent: 6, separatethousands: true,
      tickfont: { size: 11, color: styleOf('--muted') },
    };
    if (spatial) return { ...common, gridcolor: styleOf('--line'), showbackground: false, linecolor: styleOf('--line') };
    return {
      ...common, automargin: true, ticks: '', linecolor: styleOf('--line'), minor: { showgrid: false },
      ...(axis.log ? { ...logTicks(values), tickfont: { size: 9, color: styleOf('--muted') } } : {}),
      ...(axis.sameScale ? { scaleanchor: 'x', constrain: 'domain' } : { constrain: 'domain' }),
    };
  }

  function viewFrom(degrees) {
    const angle = degrees * Math.PI / 180;
    return { eye: { x: 2.2 * Math.cos(angle), y: 2.2 * Math.sin(angle), z: 0.9 }, center: { x: 0, y: 0, z: -0.1 } };
  }

  function layoutOf(figure, named, plot) {
    const spatial = figure.traces.some(inSpace);
    const layout = {
      width: plot.clientWidth, height: plot.clientHeight, separators: '.,',
      font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: styleOf('--ink') },
      paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', colorway: [styleOf('--series-1')],
      margin: spatial ? { l: 0, r: 0, t: 8, b: 0 } : { l: 8, r: 12, t: figure.marks.length > 0 ? 22 : 8, b: 8 },
      showlegend: named.length > 1, barmode: 'overlay', bargap: 0.04,
      legend: { orientation: 'h', x: 0, xanchor: 'left', y: figure.marks.length > 0 ? 1.1 : 1.02, yanchor: 'bottom', font: { size: 12 }, itemsizing: 'constant', bgcolor: 'rgba(0,0,0,0)' },
      hoverlabel: { bgcolor: styleOf('--panel'), bordercolor: styleOf('--line'), font: { color: styleOf('--ink'), size: 12 }, align: 'left' },
      hovermode: figure.traces.every(trace => trace.type === 'scatter' && trace.mode !== 'markers') ? 'x unified' : 'closest',
      dragmode: spatial ? 'orbit' : touch ? false : 'zoom', uirevision: 'kept',
      shapes: figure.marks.map(mark => ({
        type: 'line', x0: mark.x, x1: mark.x, yref: 'paper', y0: 0, y1: 1, line: { color: styleOf('--muted'), width: 1, dash: '2px,3px' },
      })),
      annotations: figure.marks.map(mark => ({
        x: mark.x, y: 1, yref: 'paper', yanchor: 'bottom', xanchor: 'auto', text: plain(mark.label), showarrow: false,
        font: { size: 11, color: styleOf('--muted') },
      })),
    };
    if (!spatial) return { ...layout, xaxis: axisOf(figure.x), yaxis: axisOf(figure.y, false, figure.traces.flatMap(trace => trace.y)) };
    const scene = {
      xaxis: axisOf(figure.x, true), yaxis: axisOf(figure.y, true), zaxis: axisOf(figure.z, true),
      aspectmode: 'cube', camera: viewFrom(figure.viewAngle), dragmode: 'orbit',
    };
    return { ...layout, scene };
  }

  function tracesOf(figure) {
    return figure.traces.map(raw => {
      const { isData, ...trace } = resolve(raw, '');
      if (trace.showscale) trace.colorbar = { title: { text: figure.z ? plain(figure.z.title) : '', side: 'right', font: { size: 12 } }, thickness: 10, outlinewidth: 0, len: 0.9, tickfont: { size: 11, color: styleOf('--muted') }, tickformat: figure.z?.format, ...(/%$/.test(figure.z?.format) ? { tickvals: [0, 0.25, 0.5, 0.75, 1] } : {}) };
      if (trace.type === 'scatter' && trace.mode === 'markers') trace.cliponaxis = false;
      if (trace.customdata) trace.hovertemplate = `row %{customdata}<br>${inSpace(trace) ? '%{x:.4~g}, %{y:.4~g}, %{z:.4~g}' : '%{x:.4~g}, %{y:.4~g}'}<extra>%{fullData.name}</extra>`;
      if (trace.type === 'contour' || trace.type === 'surface') trace.contours = { ...trace.contours, labelfont: { size: 11, color: styleOf('--ink') }, x: { highlight: false }, y: { highlight: false }, z: { highlight: false } };
      if (trace.type === 'contour') { delete trace.contours.x; delete trace.contours.y; delete trace.contours.z; }
      if (trace.type === 'surface') trace.lighting = { ambient: 0.75, diffuse: 0.5, specular: 0.05, roughness: 0.9 };
      return trace;
    });
  }

  const named = figure => figure.traces.filter(trace => trace.name && trace.showlegend !== false && !byGrid(trace));

  async function drawChart(picture) {
    const plot = picture.element.querySelector('.plot');
    const known = picture.drawn ? Plotly.react : Plotly.newPlot;
    picture.drawn = true;
    const config = { displayModeBar: false, scrollZoom: false, showSendToCloud: false, plotlyServerURL: '', doubleClick: 'reset' };
    await known(plot, tracesOf(picture.data), layoutOf(picture.data, named(picture.data), plot), config);
    picture.element.dataset.drawn = 'true';
  }

  function toggleLog(picture, button) {
    const axis = picture.data.y;
    axis.log = !axis.log;
    button.setAttribute('aria-pressed', axis.log);
    if (picture.drawn) {
      delete picture.element.dataset.drawn;
      drawChart(picture);
    }
  }

  // Arrow keys turn a chart in space as a drag does.
  function turnByKeys(picture) {
    const plot = picture.element.querySelector('.plot');
    plot.tabIndex = 0;
    plot.addEventListener('keydown', event => {
      const turn = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!turn || !picture.drawn) return;
      event.preventDefault();
      const { x, y, z } = plot._fullLayout.scene.camera.eye;
      const angle = turn * Math.PI / 18;
      Plotly.relayout(plot, { 'scene.camera.eye': { x: x * Math.cos(angle) - y * Math.sin(angle), y: x * Math.sin(angle) + y * Math.cos(angle), z } });
    });
  }

  // --- Images ---

  const canvases = [];

  function pixels(width, height, bytes, colors, label) {
    const canvas = document.createElement('canvas');
    canvas.className = 'pixels';
    canvas.width = width;
    canvas.height = height;
    canvas.style.aspectRatio = `${width} / ${height}`;
    const one = { canvas, colors, bytes: Uint8Array.from(atob(bytes), c => c.charCodeAt(0)) };
    canvases.push(one);
    paint(one);
    const tile = document.createElement('div');
    tile.className = 'tile';
    const text = document.createElement('span');
    text.dir = 'auto';
    text.textContent = label;
    tile.append(canvas, text);
    return tile;
  }

  function paint({ canvas, bytes, colors }) {
    const [paper, ink, negative, positive] = ['--paper', '--ink', '--negative', '--positive'].map(name => channels(styleOf(name)));
    const context = canvas.getContext('2d');
    const image = context.createImageData(canvas.width, canvas.height);
    bytes.forEach((value, i) => {
      const part = colors === 'ink' ? value / 255 : Math.abs(value - 128) / 127;
      const to = colors === 'ink' ? ink : value < 128 ? negative : positive;
      image.data.set([...mix(paper, to, part), 255], 4 * i);
    });
    context.putImageData(image, 0, 0);
  }

  function showImages({ element, data }) {
    element.querySelector('.images').append(...data.images.map(image => pixels(data.width, data.height, image.pixels, data.colors, image.label)));
  }

  // --- Confusion matrix: from a cell to the rows in it ---

  function showConfusion({ element, data }) {
    const panel = element.querySelector('.mistakes');
    element.addEventListener('click', event => {
      const button = event.target.closest('button[data-actual]');
      if (!button) return;
      const { actual, predicted } = button.dataset;
      const open = button.getAttribute('aria-expanded') !== 'true';
      for (const other of element.querySelectorAll('button[data-actual]'))
        other.setAttribute('aria-expanded', open && other.dataset.actual === actual && other.dataset.predicted === predicted);
      panel.replaceChildren(...(open ? mistakes(data, Number(actual), Number(predicted), Number(button.dataset.count)) : []));
    });
  }

  function mistakes(data, actual, predicted, count) {
    const shown = data.mistakes.filter(one => one.actual === actual && one.predicted === predicted);
    const title = document.createElement('h4');
    title.dir = 'auto';
    title.textContent = `“${data.classes[actual]}” taken for “${data.classes[predicted]}”: ${count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`}`;
    const parts = [title];
    if (shown.length < count) parts.push(hint(`The ${shown.length} it was surest of are shown.`));
    if (data.image) {
      const images = document.createElement('div');
      images.className = 'images';
      images.append(...shown.map(one => pixels(data.image.width, data.image.height, one.pixels, 'ink', `row ${one.row}, ${percent(one.probability)}`)));
      return [...parts, images];
    }
    const rows = shown.map(one => [String(one.row), percent(one.probability), ...one.values.map(String)]);
    return [...parts, scroll(table({ headings: ['row', 'sure', ...data.features], rows }))];
  }

  const percent = part => `${(100 * part).toFixed(0)}\u00a0%`;

  // --- Data: the table that a chart is drawn from ---

  const same = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);

  function tableOf(figure) {
    if (figure.table) return figure.table;
    const traces = figure.traces.filter(trace => trace.isData);
    const [first] = traces;
    const across = figure.traces.some(trace => trace.orientation === 'h') ? ['y', 'x'] : ['x', 'y'];
    if (traces.every(trace => !trace.z && !trace.customdata && same(trace[across[0]], first[across[0]]))) {
      const spreads = traces.map(trace => (trace.error_y ?? trace.error_x)?.array).filter(Boolean);
      const columns = [first[across[0]], ...traces.map(trace => trace[across[1]]), ...spreads];
      return {
        headings: [figure[across[0]].title, ...traces.map(trace => trace.name || figure[across[1]].title), ...spreads.map(() => 'spread')],
        rows: first[across[0]].map((_, i) => columns.map(column => column[i])),
      };
    }
    const carriesRow = traces.some(trace => trace.customdata);
    const z = traces.some(trace => trace.z);
    const headings = ['series', ...(carriesRow ? ['row'] : []), figure.x.title, figure.y.title, ...(z ? [figure.z?.title ?? 'value'] : [])];
    const rows = traces.flatMap(trace => byGrid(trace)
      ? trace.z.flatMap((line, i) => line.map((value, j) => [trace.name, ...(carriesRow ? [''] : []), trace.x[j], trace.y[i], value]))
      : trace.x.map((value, i) => [trace.name, ...(carriesRow ? [trace.customdata?.[i] ?? ''] : []), value, trace.y[i], ...(z ? [trace.z?.[i] ?? ''] : [])]));
    return { headings, rows };
  }

  function table({ headings, rows }) {
    const element = document.createElement('table');
    const numeric = headings.map((_, i) => rows.every(row => row[i] === null || row[i] === '' || !isNaN(row[i])));
    const line = (cells, tag) => {
      const row = document.createElement('tr');
      row.append(...cells.map((text, i) => {
        const cell = document.createElement(tag);
        cell.dir = 'auto';
        cell.textContent = text ?? '';
        if (numeric[i]) cell.className = 'number';
        return cell;
      }));
      return row;
    };
    element.createTHead().append(line(headings, 'th'));
    element.createTBody().append(...rows.slice(0, mostTableRows).map(row => line(row, 'td')));
    return element;
  }

  function scroll(content) {
    const element = document.createElement('div');
    element.className = 'scroll';
    element.tabIndex = 0;
    element.append(content);
    return element;
  }

  function hint(text) {
    const element = document.createElement('p');
    element.className = 'hint';
    element.textContent = text;
    return element;
  }

  function addData({ element, data }) {
    const details = document.createElement('details');
    details.className = 'data';
    const summary = document.createElement('summary');
    summary.textContent = 'Data';
    details.append(summary);
    details.addEventListener('toggle', () => {
      if (details.childElementCount > 1) return;
      const content = tableOf(data);
      if (content.rows.length > mostTableRows)
        details.append(hint(`The first ${mostTableRows} of ${content.rows.length.toLocaleString('en')} rows; the CSV file has all.`));
      details.append(scroll(table(content)));
    }, { passive: true });
    element.append(details);
  }

  function download(name, type, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function csv({ headings, rows }) {
    const cell = value => /[",\n\r]/.test(value ?? '') ? `"${String(value).replace(/"/g, '""')}"` : value ?? '';
    return [headings, ...rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
  }

  function addTool(picture, text, title, act) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.title = title;
    button.addEventListener('click', () => act(button));
    picture.element.querySelector('.tools').append(button);
    return button;
  }

  function addTools(picture) {
    const { data } = picture;
    if (data.y?.offersLog)
      addTool(picture, 'Log scale', 'Switch the vertical axis between linear and logarithmic', button => toggleLog(picture, button)).setAttribute('aria-pressed', !!data.y.log);
    if (data.traces || data.table) addTool(picture, 'CSV', 'Save the data as CSV', () => download(`${data.name}.csv`, 'text/csv', csv(tableOf(data))));
    if (data.traces)
      addTool(picture, 'PNG', 'Save the picture', async () => {
        await ensureDrawn(picture);
        Plotly.downloadImage(picture.element.querySelector('.plot'), { format: 'png', filename: data.name, scale: 2 });
      });
  }

  // --- The page: pictures are drawn when they come near, and in idle moments ---

  const pictures = [...document.querySelectorAll('.picture')].map(element => ({
    element, kind: element.dataset.kind, data: JSON.parse(element.querySelector('script[type="application/json"]').textContent),
  }));
  const charts = pictures.filter(picture => picture.kind === 'chart');
  const ensureDrawn = picture => (picture.drawn ? undefined : drawChart(picture));

  for (const picture of pictures) {
    addTools(picture);
    if (picture.kind === 'images') showImages(picture);
    if (picture.kind === 'confusion') showConfusion(picture);
    if (picture.data.traces || picture.data.table) addData(picture);
    if (picture.kind !== 'chart') picture.element.dataset.drawn = 'true';
    else if (picture.data.traces.some(inSpace)) turnByKeys(picture);
  }

  const observer = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) ensureDrawn(charts.find(picture => picture.element === target));
  }, { rootMargin: '300px' });
  for (const picture of charts) observer.observe(picture.element);

  const whenIdle = window.requestIdleCallback ?? (act => setTimeout(act, 50));
  function drawRest() {
    const next = charts.find(picture => !picture.drawn && !picture.data.traces.some(inSpace));
    if (next) ensureDrawn(next).then(() => whenIdle(drawRest));
  }
  whenIdle(drawRest);

  function repaint(all) {
    canvases.forEach(paint);
    for (const picture of charts) if (all || picture.drawn) drawChart(picture);
  }
  let width = innerWidth;
  addEventListener('resize', () => requestAnimationFrame(() => {
    if (width === innerWidth) return;
    width = innerWidth;
    repaint(false);
  }));
  darkTheme.addEventListener('change', () => repaint(false));
  addEventListener('beforeprint', () => { root.classList.add('on-paper'); repaint(true); });
  addEventListener('afterprint', () => { root.classList.remove('on-paper'); repaint(false); });
})();
