// `npm start`: builds the page if its sources changed, then becomes the server.
import { complaintAboutNode } from './runtime.mjs';

const complaint = complaintAboutNode();
if (complaint) {
  console.error(complaint);
  process.exit(1);
}

const { buildClient } = await import('./build.mjs');
if (!buildClient()) process.exit(1);
await import('./serve.mjs');
