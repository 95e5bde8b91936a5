// What if: the model, evaluated in the page from its weights.

const softmaxOf = z => {
  const e = z.map(value => Math.exp(value - Math.max(...z)));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map(value => value / sum);
};

const activations = {
  identity: z => z,
  sigmoid: z => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
  relu: z => Math.max(0, z),
  'leaky-relu': (z, slope) => (z > 0 ? z : slope * z),
  elu: (z, alpha) => (z > 0 ? z : alpha * Math.expm1(z)),
  softplus: z => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  silu: z => z / (1 + Math.exp(-z)),
};

function outputOf(layer, input) {
  const { units, w, b, activation, arguments: numbers } = layer;
  const z = Array.from({ length: units }, (_, j) => input.reduce((sum, value, i) => sum + value * w[i * units + j], b ? b[j] : 0));
  return activation === 'softmax' ? softmaxOf(z) : z.map(value => activations[activation](value, ...numbers));
}

// From raw values of a row to predictions: probabilities, or values in their units.
function predict(model, row) {
  const scaled = row.map((value, i) => (model.scale[i] === 0 ? 0 : (value - model.offset[i]) / model.scale[i]));
  const outputs = model.layers.reduce((input, layer) => outputOf(layer, input), scaled);
  if (!model.probabilities) return outputs.map((value, k) => (model.targetScale ? value * model.targetScale[k] + model.targetOffset[k] : value));
  if (!model.independent) return outputs;
  if (outputs.length === 1) {
    const second = Math.min(1, Math.max(0, outputs[0]));
    return [1 - second, second];
  }
  const positive = outputs.map(value => Math.max(0, value)), sum = positive.reduce((a, b) => a + b, 0);
  return positive.map(value => (sum > 0 ? value / sum : 1 / outputs.length));
}

const shortNumber = value => Number(value.toPrecision(4)).toLocaleString('en', { maximumSignificantDigits: 4 }).replace('-', '\u2212');

function showWhatIf({ element, data }) {
  const sliders = [...element.querySelectorAll('input[type=range]')], results = element.querySelector('.results');
  results.classList.toggle('numbers', !data.probabilities);
  const part = (tag, name, text) => {
    const created = document.createElement(tag);
    created.className = name;
    created.dir = 'auto';
    created.textContent = text;
    return created;
  };
  const show = () => {
    for (const slider of sliders) slider.nextElementSibling.textContent = shortNumber(Number(slider.value));
    const answer = predict(data, sliders.map(slider => Number(slider.value)));
    results.replaceChildren(...answer.flatMap((value, k) => {
      const bar = part('div', 'bar', '');
      if (data.probabilities) {
        const fill = document.createElement('i');
        fill.style.width = `${100 * value}%`;
        fill.style.background = `var(--series-${k % 10 + 1})`;
        bar.append(fill);
      } else {
        bar.style.visibility = 'hidden';
      }
      return [part('span', 'name', data.results[k]), bar, part('span', 'value', data.probabilities ? `${(100 * value).toFixed(1)}\u00a0%` : shortNumber(value))];
    }));
    element.dataset.answer = JSON.stringify(answer);
  };
  element.addEventListener('input', show);
  show();
}
