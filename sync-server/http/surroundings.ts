/**
 * What the HTTP side is handed by `main.ts`. Routes take all they touch from here and reach for nothing themselves.
 */
import type { Config } from '../config.ts';
import type { ApiKeys } from '../accounts/apiKeys.ts';
import type { DoorTokens } from '../accounts/doorTokens.ts';
import type { Identity } from '../accounts/identity.ts';
import type { OneTimeLinks } from '../accounts/oneTimeLinks.ts';
import type { Workspaces } from '../accounts/workspaces.ts';
import type { LiveRooms, LoadedRooms } from '../collab/collaboration.ts';
import type { Demo } from '../demo.ts';
import type { HealthState } from '../health.ts';
import type { Metrics } from '../metrics.ts';
import type { Report } from '../report.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { UpdateLog } from '../storage/updateLog.ts';
import type { Attempts } from './attempts.ts';

/** How the stores are, and how many workspaces want more place than they may have. */
export type ServerHealth = HealthState & { readonly fullWorkspaces: number };

export interface Surroundings {
  readonly config: Config;
  readonly identity: Identity;
  readonly workspaces: Workspaces;
  readonly links: OneTimeLinks;
  readonly keys: ApiKeys;
  readonly tokens: DoorTokens;
  readonly live: LiveRooms & LoadedRooms;
  /** A page of a record's field history, as far as it is stored. */
  readonly history: UpdateLog['history'];
  /** What is stored of a room. */
  readonly content: UpdateLog['read'];
  readonly demo: Demo;
  readonly transfer: Transfer;
  readonly attempts: Attempts;
  readonly report: Report;
  readonly version: string;
  readonly now: () => number;
  /** The addresses under which the server is reached, once it listens. */
  readonly addresses: () => readonly string[];
  readonly metrics: Metrics;
  /** Whether work can be kept right now, found out by trying. */
  readonly health: () => Promise<ServerHealth>;
}
