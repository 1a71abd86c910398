/** Who else is in the workspace now; a click goes to the page they look at. */
import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Presence, usePresence } from '../data/presence.ts';
import { MemberAvatar } from '../ui/MemberAvatar.tsx';
import classes from './PresenceStack.module.css';

/** More than these stand behind a number. */
const SHOWN = 4;

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
          <Tooltip label={t(($) => $.app.presence.follow, { name: presence.name })}>
            <UnstyledButton
              onClick={() => follow(presence)}
              aria-label={t(($) => $.app.presence.follow, { name: presence.name })}
            >
              <MemberAvatar id={presence.user} name={presence.name} size={24} />
            </UnstyledButton>
          </Tooltip>
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Menu>
            <Menu.Target>
              <UnstyledButton className={classes.rest} aria-label={t(($) => $.ui.others, { count: rest.length })}>
                +{rest.length}
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              {rest.map((presence) => (
                <Menu.Item
                  key={presence.user}
                  leftSection={<MemberAvatar id={presence.user} name={presence.name} />}
                  onClick={() => follow(presence)}
                >
                  {presence.name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </li>
      )}
    </ul>
  );
}
