/** A person as initials in a colour that is theirs on every page and device (it comes from their id, not from chance). */
import type { CSSProperties } from 'react';
import classes from './MemberAvatar.module.css';

const PERSON_TINTS = ['blue', 'cyan', 'teal', 'green', 'yellow', 'orange', 'red', 'pink', 'violet', 'indigo'] as const;

interface MemberAvatarProps {
  readonly id: string;
  readonly name: string;
  readonly size?: number;
  /** the name as a tooltip; off where the name stands beside it */
  readonly withTooltip?: boolean;
  /** what the tooltip says instead of the name: what they are doing here */
  readonly says?: string;
  /** a ring in the person's full colour: they are here now */
  readonly present?: boolean;
}

/** The tint of a person: the same for an id everywhere. */
export function personTint(id: string): string {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return PERSON_TINTS[hash % PERSON_TINTS.length] ?? 'blue';
}

/** `Ayşe Nur Demir` → `AD`; Turkish capitals (i → İ). */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  const letter = (word: string) => String.fromCodePoint(...[word.codePointAt(0)].filter((code) => code !== undefined));
  return (letter(first) + letter(last)).toLocaleUpperCase('tr');
}

export function MemberAvatar({
  id,
  name,
  size = 22,
  withTooltip = false,
  says = name,
  present = false,
}: MemberAvatarProps) {
  const tint = personTint(id);
  const style: CSSProperties = {
    width: size,
    height: size,
    fontSize: Math.max(9, Math.round(size * 0.42)),
    background: `var(--tint-${tint})`,
    color: `var(--tint-${tint}-text)`,
    ...(present && { boxShadow: `0 0 0 1.5px var(--surface-page), 0 0 0 3px var(--tint-${tint}-solid)` }),
  };
  return (
    <span
      className={classes.root}
      style={style}
      // beside the written name the initials would be read twice
      {...(withTooltip ? { role: 'img', 'aria-label': says, 'data-hint': says } : { 'aria-hidden': true })}
    >
      {initials(name)}
    </span>
  );
}
