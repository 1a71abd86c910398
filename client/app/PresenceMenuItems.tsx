/** Those who are here and have no place in the row of faces. */
import { Menu } from '@mantine/core';
import type { Presence } from '../data/presence.ts';
import type { FloatProps } from '../ui/lateFloat.tsx';
import { LateMenu } from '../ui/LateMenu.tsx';
import { MemberAvatar } from '../ui/MemberAvatar.tsx';

interface Others {
  readonly others: readonly Presence[];
  readonly follow: (presence: Presence) => void;
}

export function PresenceMenuItems({ target, others, follow }: FloatProps & Others) {
  return (
    <LateMenu target={target}>
      {others.map((presence) => (
        <Menu.Item
          key={presence.user}
          leftSection={<MemberAvatar id={presence.user} name={presence.name} />}
          onClick={() => follow(presence)}
        >
          {presence.name}
        </Menu.Item>
      ))}
    </LateMenu>
  );
}
