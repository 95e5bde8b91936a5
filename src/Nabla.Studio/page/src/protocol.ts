// The messages between page and engine; the records are in src/Nabla.Studio/Messages.

export type Request =
  | { type: 'hello'; data?: string; options?: string }
  | { type: 'open'; data?: string; options?: string }
  | { type: 'change'; options: Record<string, string | null> }
  | { type: 'play'; stepsPerSecond?: number }
  | { type: 'pause' } | { type: 'step' } | { type: 'epoch' }
  | { type: 'back'; epoch?: number }
  | { type: 'restart'; newWeights?: boolean }
  | { type: 'look'; row: number | null }
  | { type: 'watch'; x: number | null; y: number | null }
  | { type: 'export'; what: string };

export interface Recipe { name: string; title: string; tutorial: number; works: boolean; data: string; options: string; explanation: string }

export interface Offered {
  type: 'offered'; host: string; threads: number; hasReport: boolean;
  datasets: { name: string; description: string; settings: Record<string, number> }[];
  recipes: Recipe[];
  choices: Record<string, string[]>;
}

export interface Column { name: string; kind: string; missing: number; bins: number[]; summary: string; isUsed: boolean; canBeUsed: boolean; isTarget: boolean }

export interface Layer { units: number; activation: string; dropout: number; drawn: number }

export interface Plane { x: number; y: number; names: string[]; range: number[]; side: number; isAll: boolean }

export interface Described {
  type: 'described'; data: string; isFile: boolean; task: string; columns: Column[]; parts: number[]; outputs: string[]; inputs: string[];
  layers: Layer[]; parameters: number; options: Record<string, string>; decided: Record<string, string>; address: string;
  rows: { part: number[]; x: number[]; y: number[]; target: number[]; title: string[] };
  plane?: Plane; estimate?: string; isSlow: boolean;
}

export interface UnitPicture { least: number; most: number; map?: string; bins?: number[] }

export interface Outcome {
  of: string; score: string; map?: string; sure?: string; range?: number[]; confusion?: number[][]; actual?: number[]; predicted?: number[];
}

export type CurvePoint = [number, number | null, number | null, number | null, number | null];

export interface Frame {
  type: 'frame'; run: number; epoch: number; step: number; stepsPerEpoch: number; epochs: number; isRunning: boolean; stopped?: string; diverged: boolean;
  best?: number; speed: number; seconds: number; weights: number[][]; biases: number[][]; units: UnitPicture[][]; outcome?: Outcome;
  from: number; curves: CurvePoint[]; command: string;
}

export interface LookedAt {
  type: 'looked'; row: number; title: string; values: { name: string; value: number }[];
  layers: { z: number[]; a: number[]; delta?: number[] }[]; result: string; steps: { forward: string; backward?: string }[][];
}

export interface Finding { severity: string; sentence: string; try?: string; options?: Record<string, string | null> }

export interface Exported { type: 'exported'; what: string; name: string; bytes: string; sha256?: string; command: string }

export type Reply = Offered | Described | Frame | LookedAt | { type: 'examined'; findings: Finding[] } | Exported | { type: 'refused'; sentence: string };

/** The engine, in either host. */
export interface Engine {
  send(request: Request): void;
  /** Opens a file, given its name and contents. */
  open(name: string, bytes: ArrayBuffer): void;
}
