/** On a phone, everything that has no place in the bar at the foot: the rail, as a drawer. */
import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me, Workspace } from '#schema/protocol.ts';
import classes from './MoreDrawer.module.css';
import { Rail } from './Rail.tsx';

interface MoreDrawerProps {
  readonly me: Me;
  readonly workspace: Workspace;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function MoreDrawer({ me, workspace, opened, onClose }: MoreDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={272}
      title={t(($) => $.app.moreTitle)}
      closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
      classNames={{ content: classes.drawer, body: classes.drawerBody, header: classes.drawerHead }}
    >
      <Rail me={me} workspace={workspace} />
    </Drawer>
  );
}
