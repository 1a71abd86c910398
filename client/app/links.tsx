/** The look of buttons and anchors for typed links: a wrong address or a forgotten parameter does not compile. */
import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

export type AnchorOf<P> = P &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof P> & { readonly ref?: Ref<HTMLAnchorElement> };

export const ButtonLink = createLink((props: AnchorOf<ButtonProps>) => <Button component="a" {...props} />);
export const AnchorLink = createLink((props: AnchorOf<AnchorProps>) => <Anchor {...props} />);
