/** Turkish words of `ui`: the original from which the keys are typed. */
export default {
  undo: 'Geri al',
  cancel: 'Vazgeç',
  close: 'Kapat',
  save: 'Kaydet',
  edit: 'Düzenle',
  editNamed: 'Düzenle: {{name}}',
  copy: 'Kopyala',
  copied: 'Kopyalandı',
  copyByHand: 'Metin seçildi: {{keys}} ile kopyalayın',
  expandPanel: 'Tam sayfada aç',
  more: 'Diğer işlemler',
  others: '{{count, number}} kişi daha',
  error: {
    title: 'Bu sayfada bir şeyler ters gitti',
    kept: 'Yazdıklarınız güvende: kaydettiğiniz her şey bu cihazda duruyor.',
    todo: 'Sayfayı yenileyin. Yine olursa aşağıdaki bilgiyi yöneticinize iletin.',
    details: 'Teknik bilgi',
    reload: 'Sayfayı yenile',
    retry: 'Yeniden dene',
  },
  chunk: {
    title: 'Bu bölüm yüklenemedi',
    kept: 'Yazdıklarınız güvende: kaydettiğiniz her şey bu cihazda duruyor.',
    todo: 'Bağlantı kopmuş ya da uygulamanın yeni sürümü çıkmış olabilir. Yenileyince devam edersiniz.',
  },
} as const;
