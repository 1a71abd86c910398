/** A line above the page for what concerns all of it: a demo, an ended session, a missing secure connection. */
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import classes from './Banner.module.css';

interface BannerProps {
  readonly tone: 'quiet' | 'accent' | 'warning';
  readonly icon: ComponentType<{ size?: number | string }>;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly close?: { readonly label: string; readonly run: () => void };
}

export function Banner({ tone, icon: Icon, children, actions, close }: BannerProps) {
  return (
    <div className={classes.root} data-tone={tone} role={tone === 'warning' ? 'alert' : 'status'} data-no-print>
      <Icon size={16} />
      <div className={classes.text}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
      {close && (
        <ActionIcon aria-label={close.label} onClick={close.run} size={24}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </div>
  );
}
