// What the page knows, and what it asks for.
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
  /** The sizes of the hidden layers that were asked for, until the engine has answered: a second click counts from the first. */
  sizes: null as { hidden: number[]; unanswered: number } | null,
  unit: null as { layer: number; unit: number } | null,
  recipe: '' as string,
  /** Options of an address that names a file, for when that file is dropped. */
  waiting: null as { file: string; options: string } | null,
};

const mostGhosts = 4;

export const send = (request: Request): void => state.engine?.send(request);

export const change = (options: Record<string, string | null>): void => send({ type: 'change', options });

/** Takes the curves of a frame; those of a run that is over stay as ghosts. */
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

/** The address that repeats the lesson: settings, seed and recipe, not the data. */
export function address(): string {
  const { described } = state;
  if (!described) return '';
  const parts = new URLSearchParams();
  parts.set(described.isFile ? 'file' : 'data', described.data.split(/[\\/]/).pop()!);
  if (described.address) parts.set('options', described.address);
  if (state.recipe) parts.set('recipe', state.recipe);
  return `#${parts}`;
}
