// `npm start`: builds the page if its sources changed, then becomes the server, in this one process.
import { complaintAboutNode } from './runtime.mjs';

const complaint = complaintAboutNode();
if (complaint) {
  console.error(complaint);
  process.exit(1);
}

const { buildClient } = await import('./build.mjs');
if (!buildClient()) process.exit(1);
if (process.env.npm_lifecycle_event === 'start') endWithParent();
const { runServer } = await import('../sync-server/main.ts');
await runServer();

/** Who ends npm means the server: npm's shell passes no signal on, and the server would live on unseen and hold its port. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 1_000).unref();
}
