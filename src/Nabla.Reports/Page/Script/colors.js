// Colors: maps names to values of the page's style (light, dark, paper).

const root = document.documentElement;

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

// plotly.js interprets some HTML in texts: names must be shown unchanged.
const plain = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function resolve(value, key) {
  if (typeof value === 'string') return /color/.test(key) ? color(value) : plain(value);
  if (Array.isArray(value)) return value.every(item => typeof item === 'number' || item === null) ? value : value.map(item => resolve(item, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, name)]));
}
