import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          headless: 'src/main/headless.ts',
          'history-worker': 'src/main/node/history/worker.ts',
          'lua-domain': 'src/main/node/lua-domains/worker.ts',
          'terminal-host': 'src/main/terminal-host.ts',
          'terminal-screens': 'src/main/node/terminal-screens/worker.ts',
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload must be one CommonJS file.
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react(), tailwindcss()],
    // No data: URLs for fonts or images: the content security policy stays short.
    build: { minify: true, assetsInlineLimit: 0, rollupOptions: { input: { index: 'src/renderer/index.html' } } },
  },
});
