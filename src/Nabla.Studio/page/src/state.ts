// The state of the page, and the requests it sends.
import type { CurvePoint, Described, Engine, Finding, Frame, LookedAt, Offered, Request } from './protocol';

export interface Ghost { run: number; title: string; curves: CurvePoint[] }

export const state = {
  engine: null as Engine | null,
  offered: null as Offered | null,
  described: null as Described | null,
  frame: null as Frame | null,
  curves: [] as CurvePoint[],
  ghosts: [] as Ghost[],
  looked: null as LookedAt | null,
  findings: [] as Finding[],
  /** The requested hidden layer sizes, until the engine has answered, so that a second click builds on the first. */
  sizes: null as { hidden: number[]; unanswered: number } | null,
  unit: null as { layer: number; unit: number } | null,
  recipe: '' as string,
  /** The options of an address that names a file, used when that file is dropped. */
  waiting: null as { file: string; options: string } | null,
};

const mostGhosts = 4;

export const send = (request: Request): void => state.engine?.send(request);

export const change = (options: Record<string, string | null>): void => send({ type: 'change', options });

/** Stores a frame and its curves; the curves of earlier runs stay as ghosts. */
export function takeFrame(frame: Frame): void {
  if (state.frame && frame.run !== state.frame.run) {
    if (state.curves.length > 2) {
      state.ghosts = [...state.ghosts, { run: state.frame.run, title: state.frame.command, curves: state.curves }].slice(-mostGhosts);
    }
    state.curves = [];
  }
  if (frame.from === 0) state.curves = frame.curves;
  else state.curves = [...state.curves.filter(point => point[0] < (frame.curves[0]?.[0] ?? Infinity)), ...frame.curves];
  state.frame = frame;
}

/** The address that repeats the run: settings, seed and recipe, not the data. */
export function address(): string {
  const { described } = state;
  if (!described) return '';
  const parts = new URLSearchParams();
  parts.set(described.isFile ? 'file' : 'data', described.data.split(/[\\/]/).pop()!);
  if (described.address) parts.set('options', described.address);
  if (state.recipe) parts.set('recipe', state.recipe);
  return `#${parts}`;
}
