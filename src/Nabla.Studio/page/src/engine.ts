// Connects to the engine: the command on this machine over a WebSocket, or WebAssembly in a worker.
import type { Engine, Reply, Request } from './protocol';

export async function connect(receive: (reply: Reply) => void, fail: (sentence: string) => void): Promise<Engine> {
  const answer = await fetch('./host.json');
  const { host } = (await answer.json()) as { host: 'socket' | 'worker' };
  return host === 'socket' ? overSocket(receive, fail) : inWorker(receive, fail);
}

function overSocket(receive: (reply: Reply) => void, fail: (sentence: string) => void): Promise<Engine> {
  const address = new URL('./engine', location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  return new Promise(resolve => {
    socket.addEventListener('message', event => receive(JSON.parse(event.data as string) as Reply));
    socket.addEventListener('close', event => fail(event.reason || "the connection to the engine is lost: start 'nabla studio' again and open the address that it prints"));
    socket.addEventListener('open', () => resolve({
      send: request => socket.send(JSON.stringify(request)),
      open: (name, bytes) => {
        socket.send(JSON.stringify({ type: 'file', name }));
        socket.send(bytes);
      },
    }));
  });
}

function inWorker(receive: (reply: Reply) => void, fail: (sentence: string) => void): Promise<Engine> {
  const worker = new Worker(new URL('./engine-worker.js', location.href), { type: 'module' });
  return new Promise(resolve => {
    worker.addEventListener('error', event => fail(`the engine cannot start: ${event.message}`));
    worker.addEventListener('message', ({ data }: MessageEvent<{ ready?: boolean; replies?: string[]; failed?: string }>) => {
      if (data.failed) fail(data.failed);
      for (const reply of data.replies ?? []) receive(JSON.parse(reply) as Reply);
      if (data.ready) {
        resolve({
          send: (request: Request) => worker.postMessage({ request: JSON.stringify(request) }),
          open: (name, bytes) => worker.postMessage({ name, bytes }, [bytes]),
        });
      }
    });
  });
}
