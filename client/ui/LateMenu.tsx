/** The menu of a late float. Opens when it is mounted, and from then on at its button, as any menu. */
import { Menu, type MenuProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FloatProps } from './lateFloat.tsx';
import { StandIn } from './StandIn.tsx';

type LateMenuProps = FloatProps & Pick<MenuProps, 'children' | 'position' | 'width'>;

export function LateMenu({ target, children, ...menu }: LateMenuProps) {
  const [opened, setOpened] = useState(false);
  // not from its first moment on: so the first opening is like every other
  useEffect(() => setOpened(true), []);
  return (
    <Menu {...menu} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <StandIn target={target} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
