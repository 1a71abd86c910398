/** Inviting by a link with a role; the link is handed on by whatever means people use. */
import { Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grantableRoles, isRole, type Role } from '#schema/policy.ts';
import type { Link, Me, Workspace } from '#schema/protocol.ts';
import { inviteMember } from '../../data/accounts.ts';
import { useFormat } from '../../i18n/format.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { notify } from '../../ui/notify.tsx';

interface InviteSectionProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

export function InviteSection({ me, workspace }: InviteSectionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [role, setRole] = useState<Role>('rep');
  const [link, setLink] = useState<Link | null>(null);
  const [busy, setBusy] = useState(false);

  const make = async () => {
    setBusy(true);
    const result = await inviteMember(workspace.id, { role });
    setBusy(false);
    if (result.ok) setLink(result.value);
    else notify.refused(t(($) => $.refusals[result.refusal]));
  };

  return (
    <section>
      <Title order={2} size="h3">
        {t(($) => $.team.invite.title)}
      </Title>
      {me.user.guest ? (
        <Text c="dimmed">{t(($) => $.team.invite.guest)}</Text>
      ) : (
        <Stack gap="md" mt={4}>
          <Text c="dimmed">{t(($) => $.team.invite.text)}</Text>
          <Group align="flex-end" gap="sm">
            <Select
              label={t(($) => $.team.role)}
              data={grantableRoles(workspace.role).map((each) => ({
                value: each,
                label: t(($) => $.team.roles[each]),
              }))}
              value={role}
              allowDeselect={false}
              w={260}
              onChange={(next) => {
                if (!isRole(next)) return;
                setRole(next);
                // a link made for another role must not be handed on by mistake
                setLink(null);
              }}
            />
            {!link && (
              <Button leftSection={<IconLink size={15} />} loading={busy} onClick={() => void make()}>
                {t(($) => $.team.invite.make)}
              </Button>
            )}
          </Group>
          <Text c="dimmed" size="xs" mt={-6}>
            {t(($) => $.team.roleTexts[role])}
          </Text>
          {link && (
            <div>
              <CopyField key={link.url} label={t(($) => $.team.invite.link)} value={link.url} />
              <Group gap="sm" mt={6}>
                <Text c="dimmed" size="xs">
                  {t(($) => $.team.invite.until, { when: format.instant(link.expiresAt) })}
                </Text>
                <Button size="compact-xs" variant="subtle" loading={busy} onClick={() => void make()}>
                  {t(($) => $.team.invite.another)}
                </Button>
              </Group>
            </div>
          )}
        </Stack>
      )}
    </section>
  );
}
