// Each color has one meaning: the scale for activations, positive and negative for weights, class colors for classes, the others for parts of the data.
const read = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export interface Colors {
  ink: string; muted: string; line: string; paper: string; training: string; validation: string; positive: string; negative: string;
  classes: string[]; scale: [number, number, number][];
}

let known: Colors | null = null;

export function colors(): Colors {
  known ??= {
    ink: read('--ink'), muted: read('--muted'), line: read('--line'), paper: read('--paper'), training: read('--training'), validation: read('--validation'),
    positive: read('--positive'), negative: read('--negative'),
    classes: Array.from({ length: 10 }, (_, i) => read(`--class-${i + 1}`)),
    scale: Array.from({ length: 5 }, (_, i) => rgb(read(`--scale-${i + 1}`))),
  };
  return known;
}

export function onSchemeChange(changed: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    known = null;
    changed();
  });
}

/** Red, green and blue of #rrggbb, or of #rgb, which a minified style sheet may use. */
export function rgb(hex: string): [number, number, number] {
  const digits = hex.length === 4 ? [...hex.slice(1)].map(digit => digit + digit).join('') : hex.slice(1);
  return [0, 2, 4].map(i => parseInt(digits.slice(i, i + 2), 16)) as [number, number, number];
}

/** The color of a byte on the scale of activations. */
export function scaled(byte: number): [number, number, number] {
  const stops = colors().scale;
  const place = (byte / 255) * (stops.length - 1);
  const below = Math.min(Math.floor(place), stops.length - 2);
  const part = place - below;
  return [0, 1, 2].map(i => stops[below][i] + part * (stops[below + 1][i] - stops[below][i])) as [number, number, number];
}

/** Draws a square map that fills a canvas; the first cell is the lower left one. */
export function drawMap(canvas: HTMLCanvasElement, side: number, colorOf: (cell: number) => [number, number, number]): void {
  const image = new ImageData(side, side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [r, g, b] = colorOf((side - 1 - y) * side + x);
      image.data.set([r, g, b, 255], 4 * (y * side + x));
    }
  }
  canvas.width = side;
  canvas.height = side;
  canvas.getContext('2d')!.putImageData(image, 0, 0);
}
