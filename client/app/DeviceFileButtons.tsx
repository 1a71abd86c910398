/** Where the device or the server fails: everything as a file, and such a file taken back. */
import { Button, FileButton, Group } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { downloadDeviceFile, takeBackDeviceFile } from '../data/deviceFile.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { useMay } from '../records/useRights.ts';
import { notify } from '../ui/notify.tsx';

export function DeviceFileButtons({ isInNeed }: { readonly isInNeed: boolean }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const mayEdit = useMay('editRecords');
  const save = (): void => {
    downloadDeviceFile(workspace);
    notify.done(t(($) => $.saving.file.saved));
  };
  const take = async (file: File | null): Promise<void> => {
    if (!file) return;
    const answer = await takeBackDeviceFile(workspace, file);
    const text = t(($) => $.saving.file[answer]);
    if (answer === 'taken' || answer === 'nothing-new') notify.done(text);
    else notify.refused(text);
  };
  return (
    <Group gap="xs">
      {isInNeed && (
        <Button variant="default" leftSection={<IconDownload size={14} />} onClick={save}>
          {t(($) => $.saving.file.save)}
        </Button>
      )}
      {mayEdit && (
        <FileButton accept=".json,application/json" onChange={(file) => void take(file)}>
          {(props) => (
            <Button
              {...props}
              variant={isInNeed ? 'default' : 'subtle'}
              size={isInNeed ? 'xs' : 'compact-xs'}
              color="gray"
              leftSection={<IconUpload size={14} />}
            >
              {t(($) => $.saving.file.take)}
            </Button>
          )}
        </FileButton>
      )}
    </Group>
  );
}
