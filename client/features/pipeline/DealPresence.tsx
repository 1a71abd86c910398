/** Who else has the deal open now. */
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePresenceOn } from '../../data/presence.ts';
import { useFormat } from '../../i18n/format.ts';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import classes from './DealPresence.module.css';

export function DealPresence({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const here = usePresenceOn('deal', id);
  if (here.length === 0) return null;
  const names = t(($) => $.pipeline.here, { names: format.list(here.map(({ name }) => name)) });
  return (
    <Tooltip label={names}>
      <span className={classes.root}>
        <VisuallyHidden>{names}</VisuallyHidden>
        {here.map(({ user, name }) => (
          <MemberAvatar key={user} id={user} name={name} size={20} present />
        ))}
      </span>
    </Tooltip>
  );
}
