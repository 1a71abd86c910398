/** A word in a tint: statuses, stages, roles. The word carries the meaning, the colour only helps the eye. */
import classes from './StatusBadge.module.css';

interface StatusBadgeProps {
  readonly label: string;
  /** name of a tint (`--tint-<color>`); grey when there is none */
  readonly color?: string | undefined;
  /** a dot of the full colour before the word */
  readonly dot?: boolean;
}

export function StatusBadge({ label, color = 'gray', dot = false }: StatusBadgeProps) {
  return (
    <span
      className={classes.root}
      style={{
        background: `var(--tint-${color}, var(--tint-gray))`,
        color: `var(--tint-${color}-text, var(--tint-gray-text))`,
      }}
    >
      {dot && (
        <span
          className={classes.dot}
          style={{ background: `var(--tint-${color}-solid, var(--tint-gray-solid))` }}
          aria-hidden
        />
      )}
      <span className={classes.label}>{label}</span>
    </span>
  );
}
