/** Types `t(($) => $.leads.title)` from the Turkish words; a wrong key or a forgotten variable does not compile. */
import 'i18next';
import type tr from './tr/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    enableSelector: true;
    resources: { translation: typeof tr };
  }
}
