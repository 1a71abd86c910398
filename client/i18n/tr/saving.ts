/** Turkish words of `saving` (where one's changes are, in sentences, and what to do): the original from which the keys are typed. */
export default {
  title: {
    savedOnServer: 'Her şey kaydedildi',
    savedOnDevice: 'Bu cihazda kayıtlı, gönderiliyor',
    syncing: 'Eşitleniyor',
    connecting: 'Sunucuya bağlanılıyor',
    offline: 'Çevrimdışı çalışıyorsunuz',
    readOnly: 'Yalnızca görüntülüyorsunuz',
    refused: 'Sunucu bağlantıyı kabul etmedi',
  },
  text: {
    savedOnServer: 'Yaptığınız her şey sunucunun diskinde. Ekip arkadaşlarınız değişiklikleri anında görür.',
    savedOnDevice: 'Değişiklikleriniz bu cihazda güvende ve sunucuya gidiyor. Sayfayı kapatsanız da kaybolmaz.',
    syncing: 'Siz yokken değişenler alınıyor, sizinkiler gönderiliyor. Bu sırada çalışmayı sürdürebilirsiniz.',
    connecting: 'Değişiklikleriniz bu cihaza kaydediliyor; bağlanınca kendiliğinden gönderilir.',
    offline: 'Her şey bu cihaza kaydediliyor. Bağlantı gelince kendiliğinden gönderilir ve alan alan birleştirilir.',
    readOnly:
      'Rolünüz izleyici: kayıtları canlı görürsünüz ama değiştiremezsiniz. Değiştirmek için yöneticinizden rol isteyin.',
    refused: 'Değişiklikleriniz bu cihazda duruyor, sunucuya gitmiyor.',
  },
  unsent_one: 'Gönderilmeyi bekleyen {{count, number}} değişiklik var.',
  unsent_other: 'Gönderilmeyi bekleyen {{count, number}} değişiklik var.',
  unstored_one: '{{count, number}} değişiklik yalnızca bu açık sayfada; cihaza yazılana kadar sayfayı kapatmayın.',
  unstored_other: '{{count, number}} değişiklik yalnızca bu açık sayfada; cihaza yazılana kadar sayfayı kapatmayın.',
  refusal: {
    unauthenticated: 'Oturumunuz kapanmış. Yeniden giriş yapınca gönderim kaldığı yerden sürer.',
    forbidden: 'Bu çalışma alanına yetkiniz kaldırılmış. Yöneticisine sorun.',
    'workspace-full':
      'Bu çalışma alanına ayrılan yer dolu. Büyük eklemeler gönderilmeden bekler; çöptekiler kalıcı olarak silinince ya da sunucudaki sınır yükseltilince kendiliğinden gider.',
    'not-durable': 'Sunucu şu an diskine yazamıyor. Düzelince değişiklikleriniz kendiliğinden gider.',
    other: 'Sunucunun verdiği neden: {{reason}}. Birazdan yeniden denenecek.',
  },
  away: {
    news_one: 'Siz yokken {{count, number}} yerde başkaları da değişiklik yaptı',
    news_other: 'Siz yokken {{count, number}} yerde başkaları da değişiklik yaptı',
    show: 'Göster',
  },
  file: {
    save: 'Dosyaya kaydet',
    saved: 'Dosya indirildi. Saklayın; gerekirse buradan geri alırsınız.',
    take: 'Dosyadan yükle',
    taken: 'Dosyadakiler geri alındı',
    'nothing-new': 'Dosyadaki her şey zaten burada',
    'no-backup': 'Bu dosya bir Ortak cihaz dosyası değil ya da bozulmuş. Hiçbir şey değişmedi.',
    'other-workspace': 'Bu dosya başka bir çalışma alanından. O çalışma alanını açıp yeniden deneyin.',
    'too-large': 'Bu dosya bir cihaz dosyası için fazla büyük. Hiçbir şey değişmedi.',
  },
  newer: {
    text: 'Bu çalışma alanı uygulamanın daha yeni bir sürümüyle yazılmış. Sayfayı yenileyene kadar yalnızca okuyabilirsiniz; yazdıklarınız duruyor.',
    reload: 'Yenile',
  },
  fault: {
    full: 'Cihazın bu siteye ayırdığı yer doldu. Yer açın; o zamana kadar değişiklikler bellekte tutulur ve yeniden denenir.',
    lost: 'Tarayıcı bu sitenin kayıtlarını kapattı ya da sildi. Yeniden açılıyor; bağlantı varken sunucudakiler geri gelir.',
    unavailable:
      'Bu tarayıcı kayda izin vermiyor (gizli pencere olabilir). Bağlantı varken çalışırsınız, ama sayfa kapanınca gönderilmemiş olan kaybolur.',
    failing: 'Cihaza yazılamadı; yeniden deneniyor. Düzelene kadar sayfayı kapatmayın.',
    unreadable:
      'Cihazdaki kaydın bir parçası okunamadı ve kenara ayrıldı; geri kalan açıldı. Bağlanınca eksikler sunucudan gelir.',
  },
} as const;
