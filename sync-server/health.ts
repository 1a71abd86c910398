/**
 * Whether the server can keep work right now. Red from the first thing that could not be stored until something can:
 * nothing is acknowledged meanwhile, and clients keep their work. What was set aside is an alarm, not an outage.
 */
import type { Metrics } from './metrics.ts';
import { reasonOf, type Report } from './report.ts';
import type { UpdateLog } from './storage/updateLog.ts';

export interface HealthState {
  /** Why nothing can be stored in the log of updates; null when it can. */
  readonly storage: string | null;
  /** Why nothing can be stored of accounts; null when it can. */
  readonly accounts: string | null;
  /** Stored pieces that could not be read and lie aside until a person looks. */
  readonly setAside: number;
}

export interface Health {
  /** The log, watched. */
  readonly log: UpdateLog;
  /** How things are, after trying both stores. */
  state(): Promise<HealthState>;
}

/** One store, told of when it begins to fail and when it is well again. */
function watch(report: Report, words: { failing: string; well: string }) {
  let reason: string | null = null;
  return {
    get reason() {
      return reason;
    },
    failed(error: unknown): void {
      if (reason === null) report.error(words.failing, { reason: reasonOf(error) });
      reason = reasonOf(error);
    },
    succeeded(): void {
      if (reason !== null) report.info(words.well);
      reason = null;
    },
  };
}

export function watchHealth(options: {
  log: UpdateLog;
  /** Rejects when nothing can be stored of accounts. */
  probeAccounts: () => Promise<void>;
  report: Report;
  metrics: Metrics;
}): Health {
  const { log, probeAccounts, report, metrics } = options;
  const storage = watch(report, {
    failing: 'Nothing can be stored. Work is not acknowledged until it can.',
    well: 'Work is stored again.',
  });
  const accounts = watch(report, {
    failing: 'Nothing can be stored of accounts. Nobody can sign in until it can.',
    well: 'Accounts are stored again.',
  });

  return {
    log: {
      ...log,
      async append(update) {
        const begin = performance.now();
        try {
          const seq = await log.append(update);
          storage.succeeded();
          metrics.stored(update.update.length, (performance.now() - begin) / 1000);
          return seq;
        } catch (error) {
          storage.failed(error);
          metrics.storeFailed();
          throw error;
        }
      },
      async quarantine(room, piece, reason) {
        await log.quarantine(room, piece, reason);
        metrics.setAside();
      },
      async compact(room) {
        try {
          const done = await log.compact(room);
          if (done.rows > 0) metrics.compacted('done');
          for (let piece = 0; piece < done.setAside; piece++) metrics.setAside();
          return done;
        } catch (error) {
          metrics.compacted('failed');
          throw error;
        }
      },
    },

    async state() {
      await Promise.all([
        log.probe().then(storage.succeeded, (error: unknown) => {
          storage.failed(error);
          metrics.storeFailed();
        }),
        probeAccounts().then(accounts.succeeded, accounts.failed),
      ]);
      return { storage: storage.reason, accounts: accounts.reason, setAside: await log.countSetAside() };
    },
  };
}
