/** The popover of a late float. Opens when it is mounted, and from then on at its button, as any popover. */
import { Popover, type PopoverProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FloatProps } from './lateFloat.tsx';
import { StandIn } from './StandIn.tsx';

interface LatePopoverProps
  extends FloatProps,
    Pick<PopoverProps, 'children' | 'position' | 'width' | 'trapFocus' | 'returnFocus'> {
  readonly className?: string | undefined;
}

export function LatePopover({ target, children, className, ...popover }: LatePopoverProps) {
  const [opened, setOpened] = useState(false);
  // not from its first moment on: so the first opening is like every other
  useEffect(() => setOpened(true), []);
  return (
    <Popover {...popover} withinPortal opened={opened} onChange={setOpened}>
      <Popover.Target>
        <StandIn target={target} onClick={() => setOpened((before) => !before)} />
      </Popover.Target>
      <Popover.Dropdown className={className}>{children}</Popover.Dropdown>
    </Popover>
  );
}
