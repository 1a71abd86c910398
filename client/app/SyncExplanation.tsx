/** What the pill says, in words: where one's changes are, what that means and what to do. */
import { Stack, Text } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import type { SyncState } from '../sync/syncState.ts';
import type { FloatProps } from '../ui/lateFloat.tsx';
import { LatePopover } from '../ui/LatePopover.tsx';
import { DeviceFileButtons } from './DeviceFileButtons.tsx';
import { MissingWithoutHttps } from './MissingWithoutHttps.tsx';

export function SyncExplanation({ target, state }: FloatProps & { readonly state: SyncState }) {
  const { t } = useTranslation();
  const { status, unsent, unstored, fault, refusal } = state;
  const workspace = useWorkspace();
  const isNewer = useSyncExternalStore(workspace.onNewer, workspace.isNewer);
  return (
    <LatePopover target={target} width={320} position="bottom-end">
      <Stack gap="xs">
        <Text fw={600}>{t(($) => $.saving.title[status])}</Text>
        <Text>
          {isNewer && status === 'readOnly' ? t(($) => $.saving.newer.text) : t(($) => $.saving.text[status])}
        </Text>
        {refusal !== null && <Text>{refusalWords(refusal)}</Text>}
        {unsent > 0 && <Text>{t(($) => $.saving.unsent, { count: unsent })}</Text>}
        {unstored > 0 && <Text c="var(--text-warning)">{t(($) => $.saving.unstored, { count: unstored })}</Text>}
        {fault !== null && (
          <Text c="var(--text-danger)" role="alert">
            <IconDeviceFloppy size={14} aria-hidden /> {t(($) => $.saving.fault[fault])}
          </Text>
        )}
        <DeviceFileButtons isInNeed={fault !== null || refusal !== null || unstored > 0} />
        {!window.isSecureContext && <MissingWithoutHttps />}
      </Stack>
    </LatePopover>
  );

  function refusalWords(reason: string): string {
    if (reason === 'unauthenticated') return t(($) => $.saving.refusal.unauthenticated);
    if (reason === 'forbidden' || reason === 'unknown-room') return t(($) => $.saving.refusal.forbidden);
    if (reason === 'workspace-full' || reason === 'not-durable') return t(($) => $.saving.refusal[reason]);
    return t(($) => $.saving.refusal.other, { reason });
  }
}
