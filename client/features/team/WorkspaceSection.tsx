/** The workspace itself: its name, leaving it, ending it. */
import { Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '#schema/policy.ts';
import type { Me, Workspace } from '#schema/protocol.ts';
import { deleteWorkspace, removeMember, renameWorkspace } from '../../data/accounts.ts';
import { downloadWorkspace } from '../../data/workspaceFile.ts';
import { confirm } from '../../ui/confirm.tsx';
import { InlineText } from '../../ui/InlineText.tsx';
import { notify } from '../../ui/notify.tsx';

interface WorkspaceSectionProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

export function WorkspaceSection({ me, workspace }: WorkspaceSectionProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const manages = may(workspace.role, 'manageMembers');
  const isAlone = workspace.members.filter((member) => !member.removed).length === 1;

  const rename = async (name: string): Promise<string | null> => {
    if (name === '') return t(($) => $.account.problems.workspace);
    const result = await renameWorkspace(workspace.id, name);
    if (!result.ok) return t(($) => $.refusals[result.refusal]);
    notify.done(t(($) => $.team.workspace.renamed));
    return null;
  };

  const leave = async () => {
    const { name } = workspace;
    const goOn = await confirm({
      title: t(($) => $.team.leave.title, { name }),
      text: t(($) => $.team.leave.text),
      confirm: t(($) => $.team.leave.action),
      danger: true,
    });
    if (!goOn) return;
    const result = await removeMember(workspace.id, me.user.id);
    if (!result.ok) return notify.refused(t(($) => $.refusals[result.refusal]));
    notify.done(t(($) => $.team.leave.done, { name }));
    void navigate({ to: '/' });
  };

  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t(($) => $.team.workspace.title)}
      </Title>
      <Stack gap="md" align="flex-start">
        <Group gap="lg" wrap="nowrap" maw="100%">
          <Text c="dimmed">{t(($) => $.team.workspace.name)}</Text>
          {manages ? (
            <InlineText label={t(($) => $.team.workspace.name)} value={workspace.name} save={rename} />
          ) : (
            <Text truncate>{workspace.name}</Text>
          )}
        </Group>
        {may(workspace.role, 'exportWorkspace') && <DownloadWorkspace workspace={workspace} />}
        <Group gap="sm">
          {!isAlone && !workspace.demo && (
            <Button variant="default" onClick={() => void leave()}>
              {t(($) => $.team.leave.action)}
            </Button>
          )}
          {manages && <DeleteWorkspace workspace={workspace} />}
        </Group>
      </Stack>
    </section>
  );
}

function DownloadWorkspace({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);

  const download = async () => {
    setBusy(true);
    const refusal = await downloadWorkspace(workspace);
    setBusy(false);
    if (refusal !== null) notify.refused(t(($) => $.refusals[refusal]));
  };

  return (
    <Stack gap="xs" align="flex-start">
      <Text c="dimmed" size="xs">
        {t(($) => $.team.workspace.downloadText)}
      </Text>
      <Button variant="default" loading={busy} onClick={() => void download()}>
        {t(($) => $.team.workspace.download)}
      </Button>
    </Stack>
  );
}

function DeleteWorkspace({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const { name } = workspace;
  const matches = typed.trim() === name.trim();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!matches) return;
    setBusy(true);
    const result = await deleteWorkspace(workspace.id);
    setBusy(false);
    if (!result.ok) return notify.refused(t(($) => $.refusals[result.refusal]));
    notify.done(t(($) => $.team.workspace.deleted, { name }));
    void navigate({ to: '/' });
  };

  return (
    <>
      <Button variant="default" c="var(--text-danger)" onClick={open}>
        {t(($) => $.team.workspace.delete)}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t(($) => $.team.workspace.deleteTitle, { name })}
        closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
      >
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <Text>{t(($) => $.team.workspace.deleteText)}</Text>
            <TextInput
              label={t(($) => $.team.workspace.deleteType, { name })}
              value={typed}
              autoComplete="off"
              data-autofocus
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={close}>
                {t(($) => $.ui.cancel)}
              </Button>
              <Button type="submit" color="red" disabled={!matches} loading={busy}>
                {t(($) => $.team.workspace.delete)}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
