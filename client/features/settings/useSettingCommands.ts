/** Changes to the lists with their words: a toast with its undo, or why not. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addListEntry,
  changeListEntry,
  type EntryChange,
  orderList,
  type SettingInverse,
  type SettingOutcome,
  undoSetting,
} from '#schema/commands/settings.ts';
import type { ListName } from '#schema/settings.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { notify } from '../../ui/notify.tsx';

export function useSettingCommands(list: ListName) {
  const { settingsRoom, env } = useWorkspace();
  const { t } = useTranslation();
  return useMemo(() => {
    const { doc } = settingsRoom;
    const undo = (inverse: readonly SettingInverse[]): void => {
      const outcome = undoSetting(doc, env, inverse);
      if (outcome.ok) notify.done(t(($) => $.commands.undone));
      else notify.refused(t(($) => $.commands.refusals[outcome.code]));
    };
    const tell = (outcome: SettingOutcome, done: string): boolean => {
      if (!outcome.ok) notify.refused(t(($) => $.commands.refusals[outcome.code]));
      else if (outcome.inverse.length > 0) notify.done(done, () => undo(outcome.inverse));
      return outcome.ok;
    };
    return {
      change: (key: string, change: EntryChange, done: string) =>
        tell(changeListEntry(doc, env, list, key, change), done),
      add: (label: string) =>
        tell(
          addListEntry(doc, env, list, { label }),
          t(($) => $.settings.added, { name: label.trim() }),
        ),
      order: (keys: readonly string[]) =>
        tell(
          orderList(doc, env, list, keys),
          t(($) => $.settings.moved),
        ),
    };
  }, [settingsRoom, env, list, t]);
}
