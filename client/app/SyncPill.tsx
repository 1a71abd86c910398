/** Where one's changes are, as a small pill that is always true; opened, it says in words what that means and what to do. */
import { Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDeviceFloppy,
  IconEye,
  IconLoader2,
  IconLock,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useSyncState } from '../data/useSyncState.ts';
import type { SyncState, SyncStatus } from '../sync/syncState.ts';
import { InsecureExplanation } from './InsecureBanner.tsx';
import classes from './SyncPill.module.css';

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

export function SyncPill() {
  const state = useSyncState();
  const look = state.fault === null ? LOOK[state.status] : { tone: 'bad' as const, icon: IconAlertTriangle };
  const label = usePillWords(state);
  return (
    <Popover width={320} position="bottom-end" withinPortal>
      <Popover.Target>
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
      </Popover.Target>
      <Popover.Dropdown>
        <Explanation state={state} />
      </Popover.Dropdown>
    </Popover>
  );
}

function usePillWords({ status, unsent, fault }: SyncState): string {
  const { t } = useTranslation();
  if (fault !== null) return t(($) => $.sync.pill.fault);
  if (status === 'offline' && unsent > 0) return t(($) => $.sync.pill.offlineUnsent, { count: unsent });
  if (status === 'savedOnDevice') return t(($) => $.sync.pill.savedOnDevice, { count: unsent });
  return t(($) => $.sync.pill[status]);
}

function Explanation({ state }: { readonly state: SyncState }) {
  const { t } = useTranslation();
  const { status, unsent, unstored, fault, refusal } = state;
  return (
    <Stack gap="xs">
      <Text fw={600}>{t(($) => $.sync.title[status])}</Text>
      <Text>{t(($) => $.sync.text[status])}</Text>
      {refusal !== null && <Text>{refusalWords(refusal)}</Text>}
      {unsent > 0 && <Text>{t(($) => $.sync.unsent, { count: unsent })}</Text>}
      {unstored > 0 && <Text c="var(--text-warning)">{t(($) => $.sync.unstored, { count: unstored })}</Text>}
      {fault !== null && (
        <Text c="var(--text-danger)" role="alert">
          <IconDeviceFloppy size={14} aria-hidden /> {t(($) => $.sync.fault[fault])}
        </Text>
      )}
      {!window.isSecureContext && <InsecureExplanation />}
    </Stack>
  );

  function refusalWords(reason: string): string {
    if (reason === 'unauthenticated') return t(($) => $.sync.refusal.unauthenticated);
    if (reason === 'forbidden' || reason === 'unknown-room') return t(($) => $.sync.refusal.forbidden);
    return t(($) => $.sync.refusal.other, { reason });
  }
}
