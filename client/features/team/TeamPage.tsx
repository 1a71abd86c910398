/** The people of a workspace: who they are, what they may do, inviting and parting; and the workspace's own name and end. */
import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { may } from '#schema/policy.ts';
import { useMe, useWorkspaceOf } from '../../data/session.ts';
import { useFormat } from '../../i18n/format.ts';
import { InTurn } from '../../ui/inTurn.ts';
import { Page } from '../../ui/Page.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ApiKeysSection } from './ApiKeysSection.tsx';
import { InviteSection } from './InviteSection.tsx';
import { MemberList } from './MemberList.tsx';
import { WorkspaceSection } from './WorkspaceSection.tsx';

const route = getRouteApi('/w/$workspace/team');

export function TeamPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace: id } = route.useParams();
  const me = useMe();
  const workspace = useWorkspaceOf(id);
  if (!me || !workspace) return null;
  const present = workspace.members.filter((member) => !member.removed);
  return (
    <Page header={<PageHeader title={t(($) => $.team.title)} count={format.number(present.length)} />}>
      <Stack gap="xl" p="lg" maw={760}>
        <section>
          <MemberList me={me} workspace={workspace} />
          <Text c="dimmed" size="xs" mt="sm">
            {t(($) => $.team.everyoneSees)}
          </Text>
        </section>
        {may(workspace.role, 'inviteMembers') && (
          <InTurn>
            <InviteSection me={me} workspace={workspace} />
          </InTurn>
        )}
        {may(workspace.role, 'manageMembers') && (
          <InTurn>
            <ApiKeysSection me={me} workspace={workspace} />
          </InTurn>
        )}
        <InTurn>
          <WorkspaceSection me={me} workspace={workspace} />
        </InTurn>
      </Stack>
    </Page>
  );
}
