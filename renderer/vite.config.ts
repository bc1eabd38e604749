/** Builds the pages into build/app/renderer: files only, for the content security policy allows neither inline code nor data fonts. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, '../build/app/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Lightning CSS refuses 98.css's `not(hover)`, which browsers read as never.
    cssMinify: 'esbuild',
    // Both hosts are one Chromium of our choosing: nothing to transpile, no polyfill to inject.
    target: 'esnext',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        terminal: join(import.meta.dirname, 'terminal.html'),
      },
    },
  },
});
