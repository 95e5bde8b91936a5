// Data: the table of a chart's data, in the page and as CSV.

const mostTableRows = 500;

const same = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);

// Curves or bars with common positions: a column for each.
function wideTable(figure, traces) {
  const [along, across] = traces[0].orientation === 'h' ? ['y', 'x'] : ['x', 'y'];
  const spreads = traces.map(trace => trace[`error_${across}`]?.array).filter(Boolean);
  const columns = [traces[0][along], ...traces.map(trace => trace[across]), ...spreads];
  return {
    headings: [figure[along].title, ...traces.map(trace => trace.name || figure[across].title), ...spreads.map(() => 'spread')],
    rows: columns[0].map((_, i) => columns.map(column => column[i])),
  };
}

// Other traces: a row for each point or rectangle, with the name of its trace.
function longTable(figure, traces) {
  const columns = ['name', 'row', 'x', 'y', 'z'];
  const lines = traces.flatMap(({ name, x, y, z, customdata }) => byGrid({ z })
    ? z.flatMap((values, i) => values.map((value, j) => ({ name, x: x[j], y: y[i], z: value })))
    : x.map((_, i) => ({ name, row: customdata?.[i], x: x[i], y: y[i], z: z?.[i] })));
  const used = columns.filter(column => lines.some(line => line[column] !== undefined));
  const headings = { name: 'series', row: 'row', x: figure.x.title, y: figure.y.title, z: figure.z?.title ?? 'value' };
  return { headings: used.map(column => headings[column]), rows: lines.map(line => used.map(column => line[column] ?? '')) };
}

function tableOf(figure) {
  if (figure.table) return figure.table;
  const traces = figure.traces.filter(trace => trace.isData);
  const along = traces[0].orientation === 'h' ? 'y' : 'x';
  const wide = traces.every(trace => !trace.z && !trace.customdata && same(trace[along], traces[0][along]));
  return wide ? wideTable(figure, traces) : longTable(figure, traces);
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

function csv({ headings, rows }) {
  const cell = value => /[",\n\r]/.test(value ?? '') ? `"${String(value).replace(/"/g, '""')}"` : value ?? '';
  return [headings, ...rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
