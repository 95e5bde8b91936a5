// One script for each mode (flat or spatial), to be embedded in a page, and the licenses of its contents.
import { defineConfig } from 'vite';

export default defineConfig(({ mode }) => ({
  define: { global: 'globalThis', 'process.env.NODE_DEBUG': 'false' },
  // Styles of geographic maps, which reports do not use.
  plugins: [{ name: 'no-map-styles', load: id => (id.includes('maplibre-gl.css') ? '' : undefined) }],
  build: {
    outDir: 'charts',
    emptyOutDir: false,
    target: 'es2020',
    chunkSizeWarningLimit: 4000,
    license: { fileName: `${mode}.licenses.md` },
    rollupOptions: { input: `${mode}.js`, output: { format: 'iife', entryFileNames: `${mode}.js` } },
  },
}));
