/** Writes the golden documents of the version that DOCUMENT_VERSION names, unless they are there: they never change. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { DOCUMENT_VERSION } from '#schema/workspace.ts';
import { makeGolden, readGolden } from './goldenDocument.ts';

const folder = new URL(`../fixtures/golden/v${DOCUMENT_VERSION}/`, import.meta.url);
if (existsSync(folder)) throw new Error(`The golden documents of version ${DOCUMENT_VERSION} are there already.`);
const { workspace, settings } = makeGolden();
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('workspace.update', folder), workspace);
writeFileSync(new URL('settings.update', folder), settings);
writeFileSync(new URL('read.json', folder), `${JSON.stringify(readGolden(workspace, settings), null, 2)}\n`);
