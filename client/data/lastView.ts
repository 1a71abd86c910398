/**
 * What the list of leads looked like when it was last at rest, kept on the device with everything else of its person:
 * a picture to look at while a large workspace is read. It is never worked with, and goes with its workspace.
 */
import type { DeviceStore, Json } from '../sync/deviceStore.ts';
import { lastViewPlace } from './lastViewPlace.ts';

/** The surroundings in which a picture is right: elsewhere it would stand wrong, or in other words. */
export interface ViewSurroundings {
  /** path and search */
  readonly address: string;
  readonly language: string;
  /** px of the window */
  readonly width: number;
  /** addresses of the style sheets that it is drawn with */
  readonly sheets: readonly string[];
}

/** The picture of this workspace, if there is one of these surroundings. */
export async function readLastView(
  store: DeviceStore,
  workspace: string,
  here: ViewSurroundings,
): Promise<Json | undefined> {
  const value = (await store.kv.get(lastViewPlace(workspace)))?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { tree, address, language, width, sheets } = value as { readonly [key: string]: Json };
  const isRight =
    address === here.address &&
    language === here.language &&
    width === here.width &&
    Array.isArray(sheets) &&
    sheets.every((sheet) => typeof sheet === 'string' && here.sheets.includes(sheet));
  return isRight ? tree : undefined;
}

/** Keeps a picture in place of the one before. */
export async function keepLastView(
  store: DeviceStore,
  workspace: string,
  view: ViewSurroundings & { readonly tree: Json },
): Promise<void> {
  await store.kv.put({ key: lastViewPlace(workspace), value: { ...view, sheets: [...view.sheets] } });
}
