// `npm run dev`: the page from Vite, replaced in place on change, and the server beside it, restarted on change.
// The page has a port of its own (5173), so that the service worker of a built page on 3000 cannot answer for it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { complaintAboutNode } from './runtime.mjs';

const complaint = complaintAboutNode();
if (complaint) {
  console.error(complaint);
  process.exit(1);
}

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { createServer } = await import('vite');

const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', path.join(ROOT, 'sync-server', 'main.ts')],
  {
    cwd: ROOT,
    stdio: 'inherit',
  },
);
const page = await createServer({ configFile: path.join(ROOT, 'vite.config.ts') });
await page.listen();
console.log('\nWork on the page here; it reloads on change:');
page.printUrls();

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
server.once('exit', (code) => {
  void page.close().finally(() => process.exit(code ?? 0));
});

function stop() {
  server.kill('SIGTERM');
}
