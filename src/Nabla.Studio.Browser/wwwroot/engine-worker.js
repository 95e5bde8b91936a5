// Gives the engine its time: requests as they come, steps between them, frames as the page can take them.
import { dotnet } from './_framework/dotnet.js';

const slice = 12;
const leastPause = 40;
let pause = leastPause;
let shown = 0;
let ticking = false;

// A timer waits 4 ms at least once it has called itself a few times; a message to oneself does not, and lets others come first.
const channel = new MessageChannel();
channel.port1.onmessage = tick;

const post = replies => self.postMessage({ replies });

try {
  const { getAssemblyExports, getConfig, runMain } = await dotnet.create();
  await runMain();
  const { Engine } = await getAssemblyExports(getConfig().mainAssemblyName);
  self.engine = Engine;
  self.onmessage = ({ data }) => {
    post(data.request === undefined ? Engine.OpenFile(data.name, new Uint8Array(data.bytes)) : Engine.Handle(data.request));
    if (Engine.IsRunning() && !ticking) {
      ticking = true;
      channel.port2.postMessage(0);
    }
  };
  self.postMessage({ ready: true });
} catch (error) {
  self.postMessage({ failed: `the engine cannot start in this browser: ${error.message ?? error}` });
}

function tick() {
  const running = self.engine.Run(slice);
  const now = performance.now();
  if (!running || now - shown >= pause) {
    post(self.engine.Show());
    shown = performance.now();
    pause = Math.max(leastPause, 3 * (shown - now)); // pictures take a quarter of the time at most
  }
  ticking = running;
  if (running) channel.port2.postMessage(0);
}
