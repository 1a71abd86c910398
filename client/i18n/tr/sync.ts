/** Turkish words of `sync` (where one’s changes are, in a word): the original from which the keys are typed. */
export default {
  pill: {
    savedOnServer: 'Kaydedildi',
    savedOnDevice_one: '{{count, number}} değişiklik gönderiliyor',
    savedOnDevice_other: '{{count, number}} değişiklik gönderiliyor',
    syncing: 'Eşitleniyor',
    connecting: 'Bağlanıyor',
    offline: 'Çevrimdışı',
    offlineUnsent_one: 'Çevrimdışı · {{count, number}} bekliyor',
    offlineUnsent_other: 'Çevrimdışı · {{count, number}} bekliyor',
    readOnly: 'Salt okunur',
    refused: 'Bağlantı reddedildi',
    fault: 'Cihaz kaydedemiyor',
  },
  parted_one:
    'Bu çalışma alanında artık yoksunuz. Gönderilmemiş {{count, number}} değişikliğiniz bir dosyaya indirildi.',
  parted_other:
    'Bu çalışma alanında artık yoksunuz. Gönderilmemiş {{count, number}} değişikliğiniz bir dosyaya indirildi.',
} as const;
