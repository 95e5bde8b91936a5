// Confusion matrix: from a cell to the rows in it.

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
