import 'uplot/dist/uPlot.min.css';
import './style.css';
import { onSchemeChange } from './colors';
import { renderControls, showBar, updateBar } from './controls';
import { drawCurves } from './curves';
import { renderData } from './data';
import { renderFindings } from './doctor';
import { byId, bytesOf, save } from './dom';
import { connect } from './engine';
import { renderNetwork, updateNetwork } from './network';
import { renderOutcome, updateOutcome } from './outcome';
import type { Exported, Reply } from './protocol';
import { showRow } from './row';
import { address, send, state, takeFrame } from './state';

let pendingFrame = false;

function receive(reply: Reply): void {
  if (state.sizes && (reply.type === 'described' || reply.type === 'refused') && --state.sizes.unanswered === 0) state.sizes = null;
  switch (reply.type) {
    case 'offered':
      state.offered = reply;
      showBar();
      break;
    case 'described':
      say('');
      state.described = reply;
      state.recipe ||= lessonOf(reply.data, reply.address);
      if (state.unit && (state.unit.layer >= reply.layers.length || state.unit.unit >= reply.layers[state.unit.layer].drawn)) state.unit = null;
      if (state.looked && state.looked.row >= reply.rows.part.length) state.looked = null;
      history.replaceState(null, '', address());
      renderData();
      renderNetwork();
      renderOutcome();
      renderControls();
      break;
    case 'frame':
      takeFrame(reply);
      if (!pendingFrame) requestAnimationFrame(paint);
      pendingFrame = true;
      break;
    case 'looked':
      state.looked = reply;
      showRow();
      updateNetwork();
      updateOutcome();
      break;
    case 'examined':
      state.findings = reply.findings;
      renderFindings();
      break;
    case 'exported':
      take(reply);
      break;
    case 'refused':
      say(reply.sentence);
      if (state.described) {
        renderData();
        renderNetwork();
        renderControls();
        paint();
      }
  }
}

function paint(): void {
  pendingFrame = false;
  updateBar();
  updateNetwork();
  updateOutcome();
  drawCurves();
}

function take(exported: Exported): void {
  const bytes = bytesOf(exported.bytes);
  save(exported.name, bytes);
  byId('taken').textContent = exported.sha256
    ? `${exported.name}, SHA-256 ${exported.sha256}: the same file that this command writes.`
    : `${exported.name} saved.`;
}

function say(sentence: string): void {
  const message = byId('message');
  message.textContent = sentence;
  message.hidden = sentence === '';
}

export async function openFile(file: File): Promise<void> {
  state.recipe = '';
  state.engine?.open(file.name, await file.arrayBuffer());
  if (state.waiting?.file === file.name) send({ type: 'open', options: state.waiting.options });
  state.waiting = null;
}

// The lesson with these data and options; empty if there is none.
function lessonOf(data: string, options: string): string {
  const sorted = (text: string): string => text.split('--').map(option => option.trim()).sort().join();
  return state.offered?.recipes.find(recipe => recipe.data === data && sorted(recipe.options) === sorted(options))?.name ?? '';
}

function hello(): void {
  const asked = new URLSearchParams(location.hash.slice(1));
  const options = asked.get('options') ?? undefined;
  state.recipe = asked.get('recipe') ?? '';
  const file = asked.get('file');
  if (file) {
    state.waiting = { file, options: options ?? '' };
    send({ type: 'hello' });
    if (state.described?.data !== file) say(`This link needs the file ${file}: drop it here to start.`);
  } else {
    send({ type: 'hello', data: asked.get('data') ?? undefined, options });
  }
}

addEventListener('dragover', event => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
addEventListener('dragleave', (event: DragEvent) => {
  if (!event.relatedTarget) document.body.classList.remove('dropping');
});
addEventListener('drop', (event: DragEvent) => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  const file = event.dataTransfer?.files[0];
  if (file) void openFile(file);
});
onSchemeChange(() => {
  if (!state.described) return;
  renderData();
  renderNetwork();
  renderOutcome();
  paint();
});

connect(receive, say).then(engine => {
  state.engine = engine;
  hello();
}, () => say('Cannot connect to the engine: reload the page.'));
