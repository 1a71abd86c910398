import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const here = path.dirname(fileURLToPath(import.meta.url));
const server = `http://127.0.0.1:${process.env.ORTAK_PORT ?? '3000'}`;

export default defineConfig({
  root: path.join(here, 'client'),
  resolve: {
    // Two copies of yjs in one page break documents silently.
    dedupe: ['yjs', 'lib0', 'y-protocols'],
    // The package's entry is its build for old browsers.
    alias: [{ find: /^dexie$/, replacement: path.join(here, 'node_modules/dexie/dist/modern/dexie.mjs') }],
  },
  build: {
    outDir: path.join(here, 'dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every visit needs comes as one file: sixty small ones compress worse. Not the entry itself: it awaits
          // the words, and whatever those import would then wait for them in turn.
          groups: [
            { name: 'first', tags: ['$initial'], test: (id) => !/client[\\/](index\.html|main\.tsx)$/.test(id) },
          ],
        },
      },
    },
    // Inlined data: URLs would need holes in the content security policy.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  server: {
    fs: { allow: [here] },
    proxy: {
      '/api': { target: server },
      '/health': { target: server },
      '/collab': { target: server, ws: true },
    },
  },
  plugins: [
    react(),
    VitePWA({
      // A new version is offered, never forced on someone in the middle of an edit.
      registerType: 'prompt',
      injectRegister: false,
      includeAssets: ['icons/mark.svg'],
      workbox: {
        // Everything, lazy chunks and workers too: the app has to open offline at a page never visited before.
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        maximumFileSizeToCacheInBytes: 5 * 1024 * 1024,
        navigateFallback: 'index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/collab/, /^\/health/],
        cleanupOutdatedCaches: true,
      },
      manifest: {
        id: '/',
        name: 'Ortak',
        short_name: 'Ortak',
        description: 'Ekibin birlikte, canlı ve çevrimdışı çalıştığı CRM.',
        lang: 'tr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        theme_color: '#4f46e5',
        background_color: '#ffffff',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icons/mark.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
    }),
  ],
});
