// Serves a folder to Chromium and prints the lines that its page sends: node serve.mjs FOLDER
import { spawn } from 'node:child_process';
import { mkdtempSync, readFile, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';

const folder = process.argv[2];
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };
const profile = mkdtempSync(join(tmpdir(), 'nabla-browser-'));
let browser;

const end = (code) => {
    browser.on('exit', () => {
        rmSync(profile, { recursive: true, force: true });
        process.exit(code);
    });
    process.kill(-browser.pid, 'SIGKILL'); // with its other processes, which would still write into the profile
};

const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    if (request.method === 'POST') {
        let body = '';
        request.on('data', (piece) => { body += piece; });
        request.on('end', () => {
            response.end();
            if (path === '/line') {
                console.log(body);
            } else {
                console.error(body);
                end(body === '' ? 0 : 1);
            }
        });
        return;
    }
    readFile(join(folder, path === '/' ? 'index.html' : path), (error, bytes) => {
        response.writeHead(error ? 404 : 200, { 'Content-Type': types[extname(path === '/' ? 'index.html' : path)] ?? 'application/octet-stream' });
        response.end(bytes);
    });
});

server.listen(0, '127.0.0.1', () => {
    browser = spawn('chromium', [
        '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', `--user-data-dir=${profile}`, `http://127.0.0.1:${server.address().port}/`,
    ], { stdio: 'ignore', detached: true });
});
setTimeout(() => { console.error('the page did not come to its end in time'); end(1); }, 10 * 60_000);
