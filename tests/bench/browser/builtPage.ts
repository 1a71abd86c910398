/** The page that is measured: built once a run into a folder of its own, with its compressed forms as a server has them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const ROOT = path.resolve(import.meta.dirname, '../../..');

let built: string | null = null;

/** The folder of the built page. `BENCH_CLIENT` names one that is there already. */
export function builtPage(): string {
  built ??= process.env['BENCH_CLIENT'] ?? build();
  if (!existsSync(path.join(built, 'index.html'))) throw new Error(`there is no built page in ${built}`);
  return built;
}

function build(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ortak-bench-page-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
  if (status !== 0) throw new Error('the page could not be built');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|html|svg|json|webmanifest)$/.test(name)) continue;
    const file = path.join(folder, name);
    const content = readFileSync(file);
    if (content.length < 1024) continue;
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
  return folder;
}
