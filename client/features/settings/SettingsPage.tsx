/** The workspace's lists. Who may change them is held by the settings room; others read them here. */
import { NavLink, Select, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '#schema/policy.ts';
import { LISTS, type ListName } from '#schema/settings.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { InTurn } from '../../ui/inTurn.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ListEditor } from './ListEditor.tsx';
import classes from './Settings.module.css';

export function SettingsPage() {
  const { t } = useTranslation();
  const { env } = useWorkspace();
  const [list, setList] = useState<ListName>('status');
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const mayEdit = may(env.actor.role, 'editSettings');
  return (
    <>
      <PageHeader title={t(($) => $.settings.title)} />
      <div className={classes.scroll}>
        <Text c="dimmed">{mayEdit ? t(($) => $.settings.intro) : t(($) => $.settings.readOnly)}</Text>
        <div className={classes.body}>
          {isPhone ? (
            <Select
              aria-label={t(($) => $.settings.title)}
              value={list}
              allowDeselect={false}
              data={LISTS.map((name) => ({ value: name, label: t(($) => $.settings.lists[name]) }))}
              onChange={(value) => {
                const next = LISTS.find((name) => name === value);
                if (next) setList(next);
              }}
            />
          ) : (
            <nav aria-label={t(($) => $.settings.title)}>
              {LISTS.map((name) => (
                <NavLink
                  key={name}
                  component="button"
                  active={name === list}
                  label={t(($) => $.settings.lists[name])}
                  onClick={() => setList(name)}
                />
              ))}
            </nav>
          )}
          <section aria-label={t(($) => $.settings.lists[list])}>
            <InTurn>
              <ListEditor key={list} list={list} mayEdit={mayEdit} />
            </InTurn>
          </section>
        </div>
      </div>
    </>
  );
}
