/** How components act: run a command or a job, tell what was done with its undo beside it, tell why not. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, CommandRefusal, Outcome } from '#schema/command.ts';
import type { JobTask } from '#schema/jobs.ts';
import { notify } from '../ui/notify.tsx';
import type { JobResult } from './jobRunner.ts';
import type { UndoEntry } from './undoStack.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

export interface Commands {
  /** Runs a command; a refusal is shown. With `done` a toast says so and offers to undo. */
  run<A, R>(what: Command<A, R>, args: A, done?: string): Outcome<R>;
  /** Runs a change of any size; as `run`. `done` may depend on the values of its chunks. */
  start(task: JobTask, done?: string | ((values: readonly unknown[]) => string)): Promise<JobResult>;
  /** Takes back the newest step, or the given one, and says what it left alone. */
  undo(entry?: UndoEntry): Promise<void>;
  redo(): Promise<void>;
}

/** The commands of the open workspace, with their words. */
export function useCommands(): Commands {
  const workspace = useWorkspace();
  const { t } = useTranslation();
  return useMemo(() => {
    const refused = (code: CommandRefusal): void => notify.refused(t(($) => $.commands.refusals[code]));
    const tell = (text: string, entry: UndoEntry | undefined): void =>
      notify.done(text, entry && (() => void commands.undo(entry)));
    const turnBack = async (stack: 'undo' | 'redo', entry?: UndoEntry): Promise<void> => {
      const outcome = await (stack === 'undo' ? workspace.undo(entry) : workspace.redo());
      if (!outcome.ok) return refused(outcome.code);
      const records = new Set(outcome.skipped.map(({ type, id }) => `${type}/${id}`)).size;
      if (records > 0) notify.refused(t(($) => $.commands.undoSkipped, { count: records }));
      else if (stack === 'undo') notify.done(t(($) => $.commands.undone));
      else notify.done(t(($) => $.commands.redone));
    };
    const commands: Commands = {
      run(what, args, done) {
        const outcome = workspace.run(what, args);
        if (!outcome.ok) refused(outcome.code);
        else if (done !== undefined) tell(done, outcome.entry);
        return outcome;
      },
      async start(task, done) {
        const result = await workspace.start(task);
        if (!result.ok) refused(result.code);
        else if (done !== undefined) tell(typeof done === 'string' ? done : done(result.values), result.entry);
        return result;
      },
      undo: (entry) => turnBack('undo', entry),
      redo: () => turnBack('redo'),
    };
    return commands;
  }, [workspace, t]);
}
