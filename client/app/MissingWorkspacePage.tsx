/** The address names a workspace that is not, or no longer, open to this person. */
import { Stack } from '@mantine/core';
import { IconDoorOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#schema/protocol.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ButtonLink } from './links.tsx';

export function MissingWorkspacePage({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  return (
    <main>
      <EmptyState
        asPage
        icon={IconDoorOff}
        title={t(($) => $.app.workspace.missing.title)}
        text={t(($) => $.app.workspace.missing.text)}
      >
        <Stack gap="xs">
          {me.workspaces.map((workspace) => (
            <ButtonLink key={workspace.id} variant="default" to="/w/$workspace" params={{ workspace: workspace.id }}>
              {t(($) => $.app.workspace.missing.go, { name: workspace.name })}
            </ButtonLink>
          ))}
          {!me.user.guest && (
            <ButtonLink variant="subtle" to="/new">
              {t(($) => $.app.workspace.create)}
            </ButtonLink>
          )}
        </Stack>
      </EmptyState>
    </main>
  );
}
