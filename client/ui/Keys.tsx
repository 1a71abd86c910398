/** Keys to press, as the person's keyboard names them: `mod+k` is ⌘K on a Mac and Ctrl K elsewhere. */
import { Kbd } from '@mantine/core';
import classes from './Keys.module.css';

const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

const NAMES: Record<string, string> = {
  enter: '↵',
  escape: 'Esc',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  space: '␣',
};

/** `mod+k` → `['Ctrl', 'K']`, `g l` → `['G', 'L']`. */
export function keyNames(keys: string): string[] {
  return keys.split(/[+ ]/).map((key) => {
    if (key === 'mod') return isMac() ? '⌘' : 'Ctrl';
    if (key === 'shift') return isMac() ? '⇧' : 'Shift';
    return NAMES[key.toLowerCase()] ?? (key.length === 1 ? key.toLocaleUpperCase('en') : key);
  });
}

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={classes.root}>
      {keyNames(keys).map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  );
}
