/** A further workspace, or the first one of someone who has none. */
import { Alert, Button, FileButton, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Body, type Me } from '#schema/protocol.ts';
import { workspaceToOpen } from '../../app/currentWorkspace.ts';
import { createWorkspace, startDemo } from '../../data/accounts.ts';
import { useMe } from '../../data/session.ts';
import { openWorkspaceFile } from '../../data/workspaceFile.ts';
import { useLanguage } from '../../i18n/language.ts';
import { DoorPage } from './DoorPage.tsx';
import classes from './DoorPage.module.css';
import { problemsIn, useSubmit } from './useSubmit.ts';
import { AnchorLink } from '../../app/links.tsx';

export function NewWorkspacePage() {
  const { t } = useTranslation();
  const locale = useLanguage();
  const navigate = useNavigate();
  const me = useMe();
  const { busy, problems, send, check } = useSubmit();
  const [name, setName] = useState('');
  const before = me ? workspaceToOpen(me) : null;

  const enter = (after: Me) => {
    const known = new Set(me?.workspaces.map((workspace) => workspace.id));
    const made = after.workspaces.find((workspace) => !known.has(workspace.id));
    if (made) void navigate({ to: '/w/$workspace', params: { workspace: made.id } });
  };

  const openFile = async (file: File | null) => {
    if (!file) return;
    const after = await send(async () => {
      const result = await openWorkspaceFile(file);
      // Where in the file it goes wrong is no field of this form.
      return result.ok ? result : { ok: false, refusal: result.refusal };
    });
    if (after) enter(after);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = { name };
    if (!check(problemsIn(Body.createWorkspace, values, { name: t(($) => $.account.problems.workspace) }))) return;
    const after = await send(() => createWorkspace(name));
    if (after) enter(after);
  };

  const demo = async () => {
    const after = await send(() => startDemo({ locale }));
    if (after) enter(after);
  };

  return (
    <DoorPage
      title={t(($) => $.account.workspaceNew.title)}
      text={before ? t(($) => $.account.workspaceNew.text) : t(($) => $.account.workspaceNew.first)}
      before={
        before && (
          <AnchorLink to="/w/$workspace" params={{ workspace: before }} size="sm" mb="lg" className={classes.back}>
            <IconArrowLeft size={16} aria-hidden /> {t(($) => $.account.settings.back)}
          </AnchorLink>
        )
      }
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <TextInput
            label={t(($) => $.account.workspaceName)}
            placeholder={t(($) => $.account.workspaceHint)}
            name="organization"
            size="sm"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={problems['name']}
          />
          {problems['form'] && (
            <Alert color="red" role="alert" p="sm">
              {problems['form']}
            </Alert>
          )}
          <Button type="submit" size="sm" loading={busy}>
            {t(($) => $.account.workspaceNew.submit)}
          </Button>
          {!before && (
            <Button size="sm" variant="default" disabled={busy} onClick={() => void demo()}>
              {t(($) => $.account.workspaceNew.demo)}
            </Button>
          )}
          <FileButton accept="application/json,.json" onChange={(file) => void openFile(file)}>
            {(open) => (
              <Button {...open} size="sm" variant="subtle" disabled={busy}>
                {t(($) => $.account.workspaceNew.openFile)}
              </Button>
            )}
          </FileButton>
          <Text size="xs" c="dimmed" ta="center">
            {t(($) => $.account.workspaceNew.openFileText)}
          </Text>
        </Stack>
      </form>
    </DoorPage>
  );
}
