import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  publicDir: false,
  build: { outDir: 'dist', assetsDir: 'assets', target: 'es2022', modulePreload: false, license: { fileName: 'licenses.md' } },
  worker: { format: 'es' },
});
