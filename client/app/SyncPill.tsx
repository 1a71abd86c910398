/** Where one's changes are, as a small pill that is always true; opened, it says in words what that means and what to do. */
import { UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconEye,
  IconLoader2,
  IconLock,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useSyncState } from '../data/useSyncState.ts';
import { withAllWords } from '../i18n/language.ts';
import type { SyncState, SyncStatus } from '../sync/syncState.ts';
import { lateFloat } from '../ui/lateFloat.tsx';
import classes from '../ui/Pill.module.css';

type Tone = 'good' | 'quiet' | 'busy' | 'warning' | 'bad';

const LOOK: Record<SyncStatus, { tone: Tone; icon: ComponentType<{ size?: number | string }> }> = {
  savedOnServer: { tone: 'good', icon: IconCloudCheck },
  savedOnDevice: { tone: 'busy', icon: IconCloudUp },
  syncing: { tone: 'busy', icon: IconLoader2 },
  connecting: { tone: 'busy', icon: IconLoader2 },
  offline: { tone: 'warning', icon: IconCloudOff },
  readOnly: { tone: 'quiet', icon: IconEye },
  refused: { tone: 'bad', icon: IconLock },
};

const Explanation = lateFloat(
  'dialog',
  async () => (await withAllWords(import('./SyncExplanation.tsx'))).SyncExplanation,
);

export function SyncPill() {
  const state = useSyncState();
  const look = state.fault === null ? LOOK[state.status] : { tone: 'bad' as const, icon: IconAlertTriangle };
  const label = usePillWords(state);
  return (
    <Explanation
      with={{ state }}
      button={
        <UnstyledButton
          className={classes.root}
          data-tone={look.tone}
          data-sync={state.status}
          data-unsent={state.unsent}
          data-unstored={state.unstored}
        >
          <look.icon size={14} aria-hidden />
          <span className={classes.label} aria-live="polite">
            {label}
          </span>
        </UnstyledButton>
      }
    />
  );
}

function usePillWords({ status, unsent, fault }: SyncState): string {
  const { t } = useTranslation();
  if (fault !== null) return t(($) => $.sync.pill.fault);
  if (status === 'offline' && unsent > 0) return t(($) => $.sync.pill.offlineUnsent, { count: unsent });
  if (status === 'savedOnDevice') return t(($) => $.sync.pill.savedOnDevice, { count: unsent });
  return t(($) => $.sync.pill[status]);
}
