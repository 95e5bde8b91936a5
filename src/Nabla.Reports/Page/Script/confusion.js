// Confusion matrix: shows the rows of a cell.

function showConfusion({ element, data }) {
  const panel = element.querySelector('.mistakes');
  const images = () => (data.image ? mostConfident(data) : []);
  panel.replaceChildren(...images());
  element.addEventListener('click', event => {
    const button = event.target.closest('button[data-actual]');
    if (!button) return;
    const { actual, predicted } = button.dataset;
    const open = button.getAttribute('aria-expanded') !== 'true';
    for (const other of element.querySelectorAll('button[data-actual]'))
      other.setAttribute('aria-expanded', open && other.dataset.actual === actual && other.dataset.predicted === predicted);
    panel.replaceChildren(...(open ? mistakes(data, Number(actual), Number(predicted), Number(button.dataset.count)) : images()));
  });
}

const mostUnasked = 16;

const tiles = (data, shown, label) => {
  const images = document.createElement('div');
  images.className = 'images';
  images.append(...shown.map(one => pixels(data.image.width, data.image.height, one.pixels, 'ink', label(one))));
  return images;
};

// The most confident mistakes, shown first.
function mostConfident(data) {
  const shown = [...data.mistakes].sort((a, b) => b.probability - a.probability).slice(0, mostUnasked);
  if (shown.length === 0) return [];
  const title = document.createElement('h4');
  title.textContent = shown.length < data.mistakes.length ? `The ${shown.length} most confident mistakes` : 'All mistakes';
  return [title, tiles(data, shown, one => `${data.classes[one.actual]} predicted as ${data.classes[one.predicted]}, ${percent(one.probability)}`)];
}

function mistakes(data, actual, predicted, count) {
  const shown = data.mistakes.filter(one => one.actual === actual && one.predicted === predicted);
  const title = document.createElement('h4');
  title.dir = 'auto';
  title.textContent = `“${data.classes[actual]}” predicted as “${data.classes[predicted]}”: ${count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`}`;
  const parts = [title];
  if (shown.length < count) parts.push(hint(`Shown are the ${shown.length} most confident ones.`));
  if (data.image) return [...parts, tiles(data, shown, one => `row ${one.row}, ${percent(one.probability)}`)];
  const rows = shown.map(one => [String(one.row), percent(one.probability), ...one.values.map(String)]);
  return [...parts, scroll(table({ headings: ['row', 'confidence', ...data.features], rows }))];
}

const percent = part => `${(100 * part).toFixed(0)}\u00a0%`;
