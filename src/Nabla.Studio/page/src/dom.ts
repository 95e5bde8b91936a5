// Functions that create and format elements.
type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

export function svg(tag: string, attributes: Record<string, string | number> = {}): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

export const byId = (id: string): HTMLElement => document.getElementById(id)!;

/** A label with its control. */
export function field(label: string, control: HTMLElement, hint = ''): HTMLElement {
  return h('label', { class: 'field', title: hint || null }, h('span', {}, label), control);
}

/** A drop-down list of names. */
export function choice(names: string[], chosen: string, onchange: (value: string) => void, label = ''): HTMLSelectElement {
  const select = h('select', { 'aria-label': label || null, onchange: event => onchange((event.target as HTMLSelectElement).value) });
  for (const name of names) select.append(h('option', { value: name, selected: name === chosen }, name));
  return select;
}

export const number = (value: number, digits = 3): string => {
  if (!Number.isFinite(value)) return '–';
  const text = Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3) ? value.toExponential(1) : value.toPrecision(digits);
  const [mantissa, power] = text.split('e');
  const shown = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${shown}${power ? `·10${superscript(Number(power))}` : ''}`.replace('-', '−');
};

export const count = (value: number): string => value.toLocaleString('en-US');

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function save(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const link = h('a', { href: URL.createObjectURL(new Blob([bytes])), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const superscript = (power: number): string => [...String(power)].map(c => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('');
