/** Where one is on the way from the file to the result. Tells, does not lead: the steps' own buttons do. */
import { useTranslation } from 'react-i18next';
import type { ImportState } from './importState.ts';
import classes from './ImportStepper.module.css';

const STEPS = ['file', 'columns', 'review', 'report'] as const;

export function ImportStepper({ step }: { readonly step: ImportState['step'] }) {
  const { t } = useTranslation();
  const now = step === 'running' ? 'report' : step;
  return (
    <ol className={classes.stepper} aria-label={t(($) => $.import.steps.label)}>
      {STEPS.map((name, index) => (
        <li
          key={name}
          className={classes.stepperStep}
          data-past={STEPS.indexOf(now) > index || undefined}
          aria-current={name === now ? 'step' : undefined}
        >
          {t(($) => $.import.steps[name])}
        </li>
      ))}
    </ol>
  );
}
