/** The members to mention, below the caret. It never takes the focus: keys stay with the text, and the choice is read out. */
import { VisuallyHidden } from '@mantine/core';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import classes from './MentionList.module.css';
import type { Mentionable } from './noteExtensions.ts';

interface MentionListProps {
  readonly items: readonly Mentionable[];
  readonly selected: number;
  readonly nobody: string;
  readonly pick: (member: Mentionable) => void;
}

export function MentionList({ items, selected, nobody, pick }: MentionListProps) {
  return (
    <div className={classes.root} data-floating>
      {items.length === 0 && <div className={classes.nobody}>{nobody}</div>}
      {items.map((member, at) => (
        <button
          key={member.id}
          type="button"
          tabIndex={-1}
          className={classes.option}
          data-selected={at === selected || undefined}
          // pressing must not take the focus out of the text
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(member)}
        >
          <MemberAvatar id={member.id} name={member.name} size={20} />
          <span className={classes.name}>{member.name}</span>
        </button>
      ))}
      <VisuallyHidden component="output">{items[selected]?.name ?? nobody}</VisuallyHidden>
    </div>
  );
}
