/** What concerns the person and not the workspace: account, language, theme, shortcuts, signing out. */
import { UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#schema/protocol.ts';
import { withAllWords } from '../i18n/language.ts';
import { lateFloat } from '../ui/lateFloat.tsx';
import { MemberAvatar } from '../ui/MemberAvatar.tsx';
import classes from './Rail.module.css';

const Items = lateFloat('menu', async () => (await withAllWords(import('./AccountMenuItems.tsx'))).AccountMenuItems);

export function AccountMenu({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  return (
    <Items
      with={{}}
      button={
        <UnstyledButton className={classes.person} aria-label={`${t(($) => $.app.account.menu)}: ${me.user.name}`}>
          <MemberAvatar id={me.user.id} name={me.user.name} size={24} />
          <span className={classes.personName}>{me.user.name}</span>
          <IconSelector size={14} aria-hidden />
        </UnstyledButton>
      }
    />
  );
}
