/** Turkish words of `search`: the original from which the keys are typed. */
export default {
  placeholder: 'Lead, fırsat ya da not ara; ad, firma, telefon…',
  label: 'Arama ve komutlar',
  records: 'Kayıtlar',
  commands: 'Komutlar',
  pages: 'Sayfalar',
  types: { lead: 'Lead', deal: 'Fırsat', note: 'Not' },
  untitledNote: 'Boş not',
  nothing: '“{{text}}” için bir şey bulunamadı',
  hint: 'Adın bir parçası, firma, şehir ya da telefonun son haneleri de olur.',
  undo: 'Son yaptığımı geri al',
  redo: 'Geri aldığımı yeniden yap',
  themeLight: 'Açık görünüm',
  themeDark: 'Koyu görünüm',
  shortcut: 'Ara ve komut ver',
  shortcutUndo: 'Geri al',
  shortcutRedo: 'Yeniden yap',
} as const;
