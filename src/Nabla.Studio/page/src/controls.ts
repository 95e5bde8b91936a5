// The bar at the top (lessons, run controls, exports), and the training settings.
import { byId, choice, count, field, h } from './dom';
import { change, send, state } from './state';

// The watching speed makes a run last this many seconds, even if the machine is faster.
const watched = 8;
const speeds: [string, number | null][] = [['to watch', watched], ['full speed', null], ['1 step a second', 1], ['5 steps a second', 5], ['25 steps a second', 25], ['200 steps a second', 200]];
let speedIndex = 0;

export function showBar(): void {
  const { recipes, hasReport } = state.offered!;
  const lessons = h('select', { id: 'lesson', 'aria-label': 'Lesson', onchange: event => openRecipe((event.target as HTMLSelectElement).value) });
  lessons.append(h('option', { value: '' }, 'Lessons …'));
  for (let tutorial = 1; tutorial <= 5; tutorial++) {
    const group = h('optgroup', { label: `Tutorial ${tutorial}` });
    for (const recipe of recipes.filter(one => one.tutorial === tutorial)) {
      group.append(h('option', { value: recipe.name, selected: recipe.name === state.recipe }, `${recipe.works ? '✓' : '✗'} ${recipe.title}`));
    }
    lessons.append(group);
  }
  const speed = h('select', { id: 'speed', 'aria-label': 'Speed', onchange: event => setSpeed((event.target as HTMLSelectElement).selectedIndex) });
  speeds.forEach(([name], i) => speed.append(h('option', { selected: i === speedIndex }, name)));
  byId('bar').replaceChildren(
    h('h1', {}, 'Nabla Studio'),
    lessons,
    h('div', { class: 'buttons', role: 'group', 'aria-label': 'Run' },
      button('play', 'Play', 'Start or pause training (space)', toggle),
      button('back', 'Back', 'Step back (←)', () => send({ type: 'back' })),
      button('step', 'Step', 'Take one step (→)', () => send({ type: 'step' })),
      button('epoch', 'Epoch', 'Continue to the end of the epoch (E)', () => send({ type: 'epoch' })),
      button('restart', 'Restart', 'Restart from the same initial weights (R)', () => send({ type: 'restart' })),
      button('reseed', 'New weights', 'Restart with other initial weights, from the next seed', () => send({ type: 'restart', newWeights: true }))),
    speed,
    h('output', { id: 'clock', 'aria-label': 'Progress' }),
    h('details', { id: 'take' },
      h('summary', {}, 'Export'),
      h('div', { class: 'menu' },
        h('p', {}, 'This command trains exactly the same model file:'),
        h('code', { id: 'command', tabindex: 0 }),
        h('div', { class: 'buttons' },
          button('copy-command', 'Copy command', '', () => copy(state.frame?.command ?? '')),
          button('copy-link', 'Copy link', 'The link holds settings, seed and lesson, but not the data', () => copy(location.href))),
        h('div', { class: 'buttons' },
          ...([['model', 'Model'], ['onnx', 'ONNX'], ['predictions', 'Predictions'], ['csharp', 'C#'], ...(hasReport ? [['report', 'Report']] : [])])
            .map(([what, name]) => button(`export-${what}`, name, `Save: ${name}`, () => send({ type: 'export', what })))),
        h('p', { id: 'taken', role: 'status' }))));
  addEventListener('keydown', keys);
}

function button(id: string, text: string, title: string, onclick: () => void): HTMLButtonElement {
  return h('button', { id, type: 'button', title: title || null, onclick }, text);
}

function copy(text: string): void {
  navigator.clipboard.writeText(text).then(() => { byId('taken').textContent = 'Copied.'; }, () => { byId('taken').textContent = text; });
}

function openRecipe(name: string): void {
  const recipe = state.offered!.recipes.find(one => one.name === name);
  if (!recipe) return;
  state.recipe = name;
  state.ghosts = [];
  send({ type: 'open', data: recipe.data, options: recipe.options });
}

function toggle(): void {
  if (state.frame?.isRunning) send({ type: 'pause' });
  else play();
}

function play(): void {
  const frame = state.frame!;
  const limit = speedIndex === 0 ? Math.max(10, (frame.epochs * frame.stepsPerEpoch) / watched) : speeds[speedIndex][1];
  send({ type: 'play', stepsPerSecond: limit ?? undefined });
}

function setSpeed(index: number): void {
  speedIndex = index;
  if (state.frame?.isRunning) play();
}

function keys(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, select, textarea, summary, [role=application]')) return;
  if (event.key === ' ' && target.tagName === 'BUTTON') return;
  const action: Record<string, () => void> = {
    ' ': toggle, ArrowRight: () => send({ type: 'step' }), ArrowLeft: () => send({ type: 'back' }),
    e: () => send({ type: 'epoch' }), r: () => send({ type: 'restart' }),
  };
  const act = action[event.key] ?? action[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
}

export function updateBar(): void {
  const frame = state.frame!;
  const playing = byId('play');
  playing.textContent = frame.isRunning ? 'Pause' : 'Play';
  playing.setAttribute('aria-pressed', String(frame.isRunning));
  (playing as HTMLButtonElement).disabled = frame.stopped !== undefined;
  const step = frame.stepsPerEpoch > 1 ? `, step ${count(frame.step)} of ${count(frame.stepsPerEpoch)}` : '';
  byId('clock').textContent = `epoch ${count(frame.epoch)} of ${count(frame.epochs)}${step} · ${frame.speed > 0 ? `${count(Math.round(frame.speed))} steps/s · ` : ''}${frame.seconds.toFixed(1)} s`;
  byId('command').textContent = frame.command;
  const why = byId('why');
  why.textContent = frame.stopped ? `The run is over: ${frame.stopped}.${frame.diverged ? ` It went back to the end of epoch ${frame.epoch}.` : ''}` : state.described?.estimate ?? '';
  why.classList.toggle('bad', frame.diverged);
}

/** The training settings, below the data. */
export function renderControls(): void {
  const { options, decided, parts } = state.described!;
  const { choices, recipes } = state.offered!;
  const pick = (name: string, label: string, hint: string): HTMLElement => {
    const list = `choices-${name}`;
    const input = h('input', { id: `option-${name}`, list, value: options[name] ?? '', placeholder: decided[name] || 'default', spellcheck: 'false', onchange: set(name) });
    return field(label, h('span', {}, input, h('datalist', { id: list }, ...(choices[name] ?? []).map(value => h('option', { value })))), hint);
  };
  const type = (name: string, label: string, hint = ''): HTMLElement =>
    field(label, h('input', { id: `option-${name}`, value: options[name] ?? '', placeholder: decided[name] || 'default', spellcheck: 'false', onchange: set(name) }), hint);
  const stop = parts[1] === 0 ? null : field('early stopping', choice(['on', 'off'], decided['early-stopping'] === 'true' ? 'on' : 'off', value =>
    change({ 'no-early-stopping': value === 'off' ? '' : null, 'early-stopping': null })), 'Stop when the validation loss no longer improves, and keep the best epoch');
  byId('training').replaceChildren(
    h('h3', {}, 'Training'),
    h('div', { class: 'fields' },
      pick('optimizer', 'optimizer', 'Update rule or solver, such as adam, momentum:0.9, sgd, bfgs'), decided['learning-rate'] ? type('learning-rate', 'learning rate') : null,
      decided['learning-rate'] ? type('batch-size', 'batch', 'Rows per step, or full') : null, type('epochs', 'epochs'), pick('scale', 'scaling', 'Scaling of the features'),
      pick('loss', 'loss', 'Loss function'), pick('output-activation', 'output', 'Activation of the output layer'), pick('init', 'initial weights', 'Initializer, such as normal:0:0.1'),
      type('l2', 'L2 penalty'), pick('precision', 'numbers', 'Precision: float or double'), type('seed', 'seed', 'Seed of all random numbers'), stop));
  const recipe = recipes.find(one => one.name === state.recipe);
  const lesson = byId('lesson') as HTMLSelectElement;
  lesson.value = recipe?.name ?? '';
  byId('explanation').replaceChildren(...(recipe ? [h('h2', {}, recipe.title), h('p', {}, recipe.explanation)] : []));
}

const set = (name: string) => (event: Event): void => {
  const value = (event.target as HTMLInputElement).value.trim();
  change({ [name]: value === '' ? null : value });
};
