/** Everyone of the workspace with their role; an administrator changes roles, makes reset links and parts with people here. */
import { ActionIcon, Menu, Modal, Select, Text, Title } from '@mantine/core';
import { IconDots, IconKey, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grantableRoles, isRole, may, type Role } from '#schema/policy.ts';
import type { Link, Me, Member, Workspace } from '#schema/protocol.ts';
import { makeResetLink, removeMember, setMemberRole } from '../../data/accounts.ts';
import { useFormat } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/language.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import { notify } from '../../ui/notify.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import classes from './MemberList.module.css';

export const ROLE_COLORS: Record<Role, string> = { admin: 'indigo', manager: 'violet', rep: 'teal', viewer: 'gray' };

interface MemberListProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

export function MemberList({ me, workspace }: MemberListProps) {
  const { t } = useTranslation();
  const order = new Intl.Collator(useLanguage());
  const isMe = ({ id }: Member) => (id === me.user.id ? 0 : 1);
  const present = workspace.members
    .filter((member) => !member.removed)
    .sort((a, b) => isMe(a) - isMe(b) || order.compare(a.name, b.name));
  const left = workspace.members.filter((member) => member.removed && !member.key);
  return (
    <>
      <ul className={classes.list}>
        {present.map((member) => (
          <MemberRow key={member.id} member={member} me={me} workspace={workspace} />
        ))}
      </ul>
      {left.length > 0 && (
        <>
          <Title order={2} size="h4" mt="lg" mb="xs">
            {t(($) => $.team.left)}
          </Title>
          <ul className={classes.list}>
            {left.map((member) => (
              <li key={member.id} className={classes.row} data-left>
                <MemberAvatar id={member.id} name={member.name} size={28} />
                <div className={classes.who}>
                  <Text truncate>{member.name}</Text>
                  <Text truncate c="dimmed" size="xs">
                    {member.email}
                  </Text>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface MemberRowProps extends MemberListProps {
  readonly member: Member;
}

function MemberRow({ member, me, workspace }: MemberRowProps) {
  const { t } = useTranslation();
  const isMe = member.id === me.user.id;
  const manages = may(workspace.role, 'manageMembers');

  return (
    <li className={classes.row} data-managed={manages || undefined}>
      <MemberAvatar id={member.id} name={member.name} size={28} />
      <div className={classes.who}>
        <Text truncate fw={500}>
          {member.name}{' '}
          {isMe && (
            <Text span c="dimmed" fw={400}>
              ({t(($) => $.team.you)})
            </Text>
          )}
        </Text>
        <Text truncate c="dimmed" size="xs">
          {member.email ?? t(($) => $.team.demoMate)}
        </Text>
      </div>
      {manages ? (
        <RoleSelect member={member} workspace={workspace} />
      ) : (
        <StatusBadge label={t(($) => $.team.roles[member.role])} color={ROLE_COLORS[member.role]} />
      )}
      {manages && (isMe ? <span className={classes.noMenu} /> : <MemberMenu member={member} workspace={workspace} />)}
    </li>
  );
}

interface OneMemberProps {
  readonly member: Member;
  readonly workspace: Workspace;
}

function RoleSelect({ member, workspace }: OneMemberProps) {
  const { t } = useTranslation();
  const change = async (next: string | null) => {
    if (!isRole(next) || next === member.role) return;
    const result = await setMemberRole(workspace.id, member.id, { role: next });
    if (!result.ok) return notify.refused(t(($) => $.refusals[result.refusal]));
    notify.done(t(($) => $.team.roleChanged, { name: member.name, role: t(($) => $.team.roles[next]) }));
  };
  return (
    <Select
      aria-label={t(($) => $.team.roleOf, { name: member.name })}
      data={grantableRoles(workspace.role).map((role) => ({ value: role, label: t(($) => $.team.roles[role]) }))}
      value={member.role}
      allowDeselect={false}
      w={160}
      className={classes.role}
      comboboxProps={{ width: 320, position: 'bottom-end' }}
      renderOption={({ option }) => (
        <div>
          <Text>{option.label}</Text>
          {isRole(option.value) && (
            <Text size="xs" c="dimmed">
              {roleText(option.value)}
            </Text>
          )}
        </div>
      )}
      onChange={(next) => void change(next)}
    />
  );

  function roleText(role: Role): string {
    return t(($) => $.team.roleTexts[role]);
  }
}

function MemberMenu({ member, workspace }: OneMemberProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [link, setLink] = useState<Link | null>(null);

  const reset = async () => {
    const result = await makeResetLink(workspace.id, member.id);
    if (result.ok) setLink(result.value);
    else notify.refused(t(($) => $.refusals[result.refusal]));
  };

  const remove = async () => {
    const goOn = await confirm({
      title: t(($) => $.team.remove.title, { name: member.name }),
      text: t(($) => $.team.remove.text),
      confirm: t(($) => $.team.remove.action),
      danger: true,
    });
    if (!goOn) return;
    const result = await removeMember(workspace.id, member.id);
    if (result.ok) notify.done(t(($) => $.team.remove.done, { name: member.name }));
    else notify.refused(t(($) => $.refusals[result.refusal]));
  };

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t(($) => $.team.memberMenu, { name: member.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {member.email !== undefined && (
            <Menu.Item leftSection={<IconKey size={16} />} onClick={() => void reset()}>
              {t(($) => $.team.reset.action)}
            </Menu.Item>
          )}
          <Menu.Item color="var(--text-danger)" leftSection={<IconUserMinus size={16} />} onClick={() => void remove()}>
            {t(($) => $.team.remove.action)}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={link !== null}
        onClose={() => setLink(null)}
        title={t(($) => $.team.reset.title, { name: member.name })}
        closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
        size="lg"
      >
        {link && (
          <>
            <Text mb="md">{t(($) => $.team.reset.text)}</Text>
            <CopyField label={t(($) => $.team.reset.link)} value={link.url} />
            <Text c="dimmed" size="xs" mt="xs">
              {t(($) => $.team.invite.until, { when: format.instant(link.expiresAt) })}
            </Text>
          </>
        )}
      </Modal>
    </>
  );
}
