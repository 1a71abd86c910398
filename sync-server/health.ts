/**
 * Whether the server can keep work right now. Red from the first update that could not be stored until one can:
 * nothing is acknowledged meanwhile, and clients keep their work.
 */
import { reasonOf, type Report } from './report.ts';
import type { UpdateLog } from './storage/updateLog.ts';

export interface Health {
  /** The log, watched. */
  readonly log: UpdateLog;
  /** Why work can't be kept; null when it can. Tries again when it could not be before. */
  trouble(): Promise<string | null>;
}

export function watchHealth(log: UpdateLog, report: Report): Health {
  let reason: string | null = null;

  const failed = (error: unknown): void => {
    if (reason === null)
      report.error('Nothing can be stored. Work is not acknowledged until it can.', { reason: reasonOf(error) });
    reason = reasonOf(error);
  };
  const succeeded = (): void => {
    if (reason !== null) report.info('Work is stored again.');
    reason = null;
  };

  return {
    log: {
      ...log,
      async append(update) {
        try {
          const seq = await log.append(update);
          succeeded();
          return seq;
        } catch (error) {
          failed(error);
          throw error;
        }
      },
    },
    async trouble() {
      try {
        await log.probe();
        succeeded();
      } catch (error) {
        failed(error);
      }
      return reason;
    },
  };
}
