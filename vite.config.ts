import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, normalizePath } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const here = path.dirname(fileURLToPath(import.meta.url));
const server = `http://127.0.0.1:${process.env.ORTAK_PORT ?? '3000'}`;

const ENTRY = /client\/(index\.html|main\.tsx)$/;
// Each of these brings along what it imports.
const DOOR = new RegExp(
  [
    'client/(data/accounts|app/languageChoice|app/leaveAccount|ui/notify|ui/confirm|ui/StatusBadge|i18n/format)\\.tsx?$',
    '@mantine/core/esm/components/(ActionIcon|CloseButton|InputBase|Paper|TextInput)/',
    '@mantine/core/esm/components/ScrollArea/utils/to-int',
    '@mantine/core/esm/core/(DirectionProvider|utils/(create-safe-context|create-scoped-keydown-handler|get-env|noop))/',
    '@mantine/hooks/esm/use-(document-title|force-update|merged-ref|uncontrolled)/',
    '@tabler/icons-react/.*/Icon(CloudOff|Users)\\.',
  ].join('|'),
);
const CONTROLS = new RegExp(
  [
    '@mantine/core/esm/components/(Menu|Modal|NumberInput|Popover|Select|Textarea|Tooltip)/',
    '@tabler/icons-react/.*/Icon(AlertCircle|ArrowBackUp|ChevronUp|Copy|Dots|Link|Note|Upload)\\.',
    'client/(app|ui)/(FloatingHost|JobPill|LateMenu|LatePopover|MenuItemLink|StandIn)\\.tsx$',
  ].join('|'),
);
const LEADS = /client\/(app\/WorkspaceRoute|features\/leads\/LeadsPage)\.tsx$/;

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
        // What is loaded together comes as one file: sixty small ones compress worse, and wait for each other.
        codeSplitting: {
          groups: [
            // What every visit needs. Not the entry itself: it awaits the words, and whatever those import would then
            // wait for them in turn.
            {
              name: 'first',
              tags: ['$initial'],
              test: (id) => !ENTRY.test(normalizePath(id)),
              priority: 4,
            },
            // What both the list of leads and the doors (welcome, joining, account) use: no door may load the list.
            { name: 'door', test: (id) => DOOR.test(normalizePath(id)), priority: 3 },
            { name: 'leads', test: (id) => LEADS.test(normalizePath(id)), priority: 2 },
            // What comes by itself once any page of a workspace stands, and would be sixty files; the doors need none of it.
            { name: 'controls', test: (id) => CONTROLS.test(normalizePath(id)), priority: 1 },
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
