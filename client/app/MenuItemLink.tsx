/** The look of a menu item for a typed link. Apart from the other links: menus are loaded late. */
import { Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorOf } from './links.tsx';

export const MenuItemLink = createLink((props: AnchorOf<MenuItemProps>) => <Menu.Item component="a" {...props} />);
