/** Speaks another language on this device, and tells the account so that its other devices follow. */
import type { Locale } from '#schema/env.ts';
import { updateProfile } from '../data/accounts.ts';
import { currentSession } from '../data/session.ts';
import { chooseLanguage } from '../i18n/language.ts';

export async function chooseLanguageEverywhere(language: Locale): Promise<void> {
  await chooseLanguage(language);
  const session = currentSession();
  // unreachable now: the choice stands on this device all the same
  if (session.state === 'in' && session.me.user.locale !== language) await updateProfile({ locale: language });
}
