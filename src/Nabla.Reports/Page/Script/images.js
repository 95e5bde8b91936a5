// Images.

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
