/** A server in a process of its own, over a folder and a built page, on a port (0: any). Says its origin to whoever forked it. */
import { startTestServer } from '#tests/support/server.ts';

const [dataFolder, clientFolder, port] = process.argv.slice(2);
if (dataFolder === undefined || clientFolder === undefined) throw new Error('serve.ts <data> <page> <port>');
const server = await startTestServer({ dataFolder, clientFolder, port: Number(port ?? 0) });
process.send?.(server.origin);
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
