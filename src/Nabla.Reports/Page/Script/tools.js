// The parts around a picture: its buttons, and its data below.

function download(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function addTool(picture, text, title, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.title = title;
  button.addEventListener('click', act);
  picture.element.querySelector('.tools').append(button);
  return button;
}

function addTools(picture) {
  const { data } = picture;
  if (data.y?.offersLog) {
    const button = addTool(picture, 'Log scale', 'Switch the vertical axis between linear and logarithmic', () => {
      data.y.log = !data.y.log;
      button.setAttribute('aria-pressed', data.y.log);
      drawChart(picture);
    });
    button.setAttribute('aria-pressed', !!data.y.log);
  }
  if (data.traces || data.table) addTool(picture, 'CSV', 'Save the data as CSV', () => download(`${data.name}.csv`, 'text/csv', csv(tableOf(data))));
  if (data.traces)
    addTool(picture, 'PNG', 'Save the picture', async () => {
      await ensureDrawn(picture);
      Plotly.downloadImage(picture.element.querySelector('.plot'), { format: 'png', filename: data.name, scale: 2 });
    });
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
