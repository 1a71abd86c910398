/** Keys with which programs come in: made with a name and a role, shown once, revoked here. For administrators alone. */
import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiKey, KEY_ROLES, type KeyRole, type MadeKey } from '#schema/door.ts';
import type { Me, Workspace } from '#schema/protocol.ts';
import type { ApiRefusal } from '../../data/api.ts';
import { listApiKeys, makeApiKey, revokeApiKey } from '../../data/apiKeys.ts';
import { useFormat } from '../../i18n/format.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { ROLE_COLORS } from './MemberList.tsx';
import classes from './MemberList.module.css';

interface ApiKeysSectionProps {
  readonly me: Me;
  readonly workspace: Workspace;
}

export function ApiKeysSection({ me, workspace }: ApiKeysSectionProps) {
  const { t } = useTranslation();
  const { keys, problem, load } = useApiKeys(workspace.id);
  const [made, setMade] = useState<MadeKey | null>(null);

  const revoke = async ({ id, name }: ApiKey) => {
    const goOn = await confirm({
      title: t(($) => $.team.keys.revokeTitle, { name }),
      text: t(($) => $.team.keys.revokeText),
      confirm: t(($) => $.team.keys.revoke),
      danger: true,
    });
    if (!goOn) return;
    const result = await revokeApiKey(workspace.id, id);
    // someone else may have been quicker: what counts is that it is gone
    if (!result.ok && result.refusal !== 'not-found') return notify.refused(t(($) => $.refusals[result.refusal]));
    if (made?.key.id === id) setMade(null);
    notify.done(t(($) => $.team.keys.revoked, { name }));
    await load();
  };

  return (
    <section aria-label={t(($) => $.team.keys.title)}>
      <Title order={2} size="h3">
        {t(($) => $.team.keys.title)}
      </Title>
      <Text c="dimmed" mt={4}>
        {t(($) => $.team.keys.text)}
      </Text>
      {problem !== null && (
        <Group gap="sm" mt="sm">
          <Text c="dimmed" size="xs" role="status">
            {t(($) => $.refusals[problem])}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={() => void load()}>
            {t(($) => $.team.keys.again)}
          </Button>
        </Group>
      )}
      {keys !== null && keys.length > 0 && (
        <ul className={classes.list} style={{ marginTop: 12 }}>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} workspace={workspace} onRevoke={() => void revoke(key)} />
          ))}
        </ul>
      )}
      {me.user.guest ? (
        <Text c="dimmed" mt="sm">
          {t(($) => $.team.keys.guest)}
        </Text>
      ) : (
        <NewKeyForm
          workspace={workspace}
          onMade={(key) => {
            setMade(key);
            void load();
          }}
        />
      )}
      {made && (
        <Stack gap={6} mt="md">
          <CopyField
            key={made.key.id}
            label={t(($) => $.team.keys.secret, { name: made.key.name })}
            value={made.secret}
          />
          <Text size="xs" c="dimmed">
            {t(($) => $.team.keys.once)}
          </Text>
          <CopyField label={t(($) => $.team.keys.workspace)} value={workspace.id} />
        </Stack>
      )}
    </section>
  );
}

function useApiKeys(workspace: string) {
  const [keys, setKeys] = useState<readonly ApiKey[] | null>(null);
  const [problem, setProblem] = useState<ApiRefusal | null>(null);
  const load = useCallback(async () => {
    const result = await listApiKeys(workspace);
    setProblem(result.ok ? null : result.refusal);
    if (result.ok) setKeys(result.value.keys);
  }, [workspace]);
  useEffect(() => {
    void load();
  }, [load]);
  return { keys, problem, load };
}

interface KeyRowProps {
  readonly apiKey: ApiKey;
  readonly workspace: Workspace;
  readonly onRevoke: () => void;
}

function KeyRow({ apiKey, workspace, onRevoke }: KeyRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, role, createdBy, createdAt, lastUsedAt } = apiKey;
  const by = workspace.members.find(({ id }) => id === createdBy)?.name ?? t(($) => $.records.someone);
  return (
    <li className={classes.row}>
      <IconKey size={18} aria-hidden />
      <div className={classes.who}>
        <Text truncate fw={500}>
          {name}
        </Text>
        <Text truncate c="dimmed" size="xs">
          {t(($) => $.team.keys.made, { name: by, when: format.ago(createdAt) })}
          {' · '}
          {lastUsedAt === null
            ? t(($) => $.team.keys.unused)
            : t(($) => $.team.keys.used, { when: format.ago(lastUsedAt) })}
        </Text>
      </div>
      <StatusBadge label={t(($) => $.team.roles[role])} color={ROLE_COLORS[role]} />
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-label={t(($) => $.team.keys.revokeOf, { name })}
        onClick={onRevoke}
      >
        {t(($) => $.team.keys.revoke)}
      </Button>
    </li>
  );
}

interface NewKeyFormProps {
  readonly workspace: Workspace;
  readonly onMade: (key: MadeKey) => void;
}

function NewKeyForm({ workspace, onMade }: NewKeyFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [role, setRole] = useState<KeyRole>('rep');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const clean = name.trim();
    if (clean === '') return setProblem(t(($) => $.team.keys.nameless));
    setBusy(true);
    const result = await makeApiKey(workspace.id, { name: clean, role });
    setBusy(false);
    if (!result.ok) return notify.refused(t(($) => $.refusals[result.refusal]));
    setName('');
    onMade(result.value);
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Group align="flex-start" gap="sm" mt="md">
        <TextInput
          label={t(($) => $.team.keys.name)}
          placeholder={t(($) => $.team.keys.nameHint)}
          value={name}
          error={problem}
          maxLength={80}
          autoComplete="off"
          w={220}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Select
          label={t(($) => $.team.keys.role)}
          data={KEY_ROLES.map((each) => ({ value: each, label: t(($) => $.team.roles[each]) }))}
          value={role}
          allowDeselect={false}
          w={190}
          onChange={(next) => {
            const chosen = KEY_ROLES.find((each) => each === next);
            if (chosen) setRole(chosen);
          }}
        />
        <Button type="submit" mt={22} loading={busy} leftSection={<IconKey size={15} />}>
          {t(($) => $.team.keys.make)}
        </Button>
      </Group>
    </form>
  );
}
