// The event loop of the engine: handles requests as they arrive, trains in between, and posts frames at a rate the page can keep up with.
import { dotnet } from './_framework/dotnet.js';

// Assemblies that exports need, fetched on first use.
const parts = { report: ['Nabla.Reports.wasm'], onnx: ['Google.Protobuf.wasm', 'Nabla.Onnx.wasm'] };
const slice = 12;
const leastPause = 40;
let pause = leastPause;
let shown = 0;
let ticking = false;

// A nested timer waits at least 4 ms; a message to the worker itself does not wait, and queued requests run first.
const channel = new MessageChannel();
channel.port1.onmessage = () => guarded(tick);

const post = replies => self.postMessage({ replies });

try {
  const { getAssemblyExports, getConfig, runMain, INTERNAL } = await dotnet.create();
  await runMain();
  const { Engine } = await getAssemblyExports(getConfig().mainAssemblyName);
  self.engine = Engine;
  let before = Promise.resolve();
  self.onmessage = ({ data }) => { before = before.then(() => guarded(() => handle(data))); };
  self.postMessage({ ready: true });

  async function handle({ request, name, bytes }) {
    if (request === undefined) {
      post(Engine.OpenFile(name, new Uint8Array(bytes)));
    } else {
      for (const part of parts[JSON.parse(request).what] ?? []) await INTERNAL.loadLazyAssembly(part);
      post(Engine.Handle(request));
    }
    if (Engine.IsRunning() && !ticking) {
      ticking = true;
      channel.port2.postMessage(0);
    }
  }
} catch (error) {
  self.postMessage({ failed: `the engine cannot start in this browser: ${error.message ?? error}` });
}

// Reports a failure of the engine, such as lack of memory, to the page, which would otherwise wait forever.
async function guarded(work) {
  try {
    await work();
  } catch (error) {
    self.postMessage({ failed: `the engine has stopped: ${error.message ?? error}; reload the page to start it again` });
  }
}

function tick() {
  const running = self.engine.Run(slice);
  const now = performance.now();
  if (!running || now - shown >= pause) {
    post(self.engine.Show());
    shown = performance.now();
    pause = Math.max(leastPause, 3 * (shown - now)); // drawing takes at most a quarter of the time
  }
  ticking = running;
  if (running) channel.port2.postMessage(0);
}
