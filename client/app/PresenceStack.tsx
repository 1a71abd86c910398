/** Who else is in the workspace now; a click goes to the page they look at. */
import { UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Presence, usePresence } from '../data/presence.ts';
import { MemberAvatar } from '../ui/MemberAvatar.tsx';
import { lateFloat } from '../ui/lateFloat.tsx';
import classes from './PresenceStack.module.css';

/** More than these stand behind a number. */
const SHOWN = 4;

const Others = lateFloat('menu', async () => (await import('./PresenceMenuItems.tsx')).PresenceMenuItems);

export function PresenceStack({ workspace }: { readonly workspace: string }) {
  const { t } = useTranslation();
  const others = usePresence();
  const navigate = useNavigate();
  if (others.length === 0) return null;

  const follow = (presence: Presence) => void navigate({ href: `/w/${workspace}${presence.path}` });
  const shown = others.slice(0, SHOWN);
  const rest = others.slice(SHOWN);

  return (
    <ul className={classes.root} aria-label={t(($) => $.app.presence.here, { count: others.length })}>
      {shown.map((presence) => (
        <li key={presence.user} className={classes.person}>
          <UnstyledButton
            onClick={() => follow(presence)}
            aria-label={t(($) => $.app.presence.follow, { name: presence.name })}
            data-hint={t(($) => $.app.presence.follow, { name: presence.name })}
          >
            <MemberAvatar id={presence.user} name={presence.name} size={24} />
          </UnstyledButton>
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Others
            with={{ others: rest, follow }}
            button={
              <UnstyledButton className={classes.rest} aria-label={t(($) => $.ui.others, { count: rest.length })}>
                +{rest.length}
              </UnstyledButton>
            }
          />
        </li>
      )}
    </ul>
  );
}
