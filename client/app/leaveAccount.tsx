/** Signing out: warns of what has not been sent yet, because it will be gone with the device's copy. */
import i18next from 'i18next';
import { signOut, unsentChanges } from '../data/session.ts';
import { confirm } from '../ui/confirm.tsx';
import { notify } from '../ui/notify.tsx';

/** Asks where it must, then signs out; answers whether it did. */
export async function leaveAccount(): Promise<boolean> {
  const unsent = await unsentChanges();
  if (unsent > 0) {
    const goOn = await confirm({
      title: i18next.t(($) => $.account.signOut.unsentTitle),
      text: i18next.t(($) => $.account.signOut.unsentText, { count: unsent }),
      confirm: i18next.t(($) => $.account.signOut.anyway),
      danger: true,
    });
    if (!goOn) return false;
  }
  const result = await signOut();
  if (result.ok) return true;
  notify.refused(
    result.refusal === 'unreachable'
      ? i18next.t(($) => $.account.signOut.unreachable)
      : i18next.t(($) => $.refusals[result.refusal]),
  );
  return false;
}
