/** Turkish words of `commands`: the original from which the keys are typed. */
export default {
  refusals: {
    'not-allowed': 'Bunun için yetkiniz yok. Yöneticinizden isteyebilirsiniz.',
    'newer-document': 'Bu çalışma alanı uygulamanın daha yeni bir sürümüyle yazılmış. Sayfayı yenileyip sürdürün.',
    'not-found': 'Bu kayıt artık yok. Biri kalıcı olarak silmiş olabilir.',
    'in-bin': 'Bu kayıt çöp kutusunda. Değiştirmek için önce geri yükleyin.',
    empty: 'Bir ad ya da firma yazın.',
    'reason-required': 'Kapatmadan önce nedenini seçin.',
    'unknown-value': 'Bu değer listede yok.',
    'has-records': 'Kullanan kayıtlar var; önce onları değiştirin.',
    'last-one': 'Listede en az bir açık değer kalmalı; kapanış değerleri kaldırılamaz.',
    'nothing-to-undo': 'Geri alınacak bir şey yok.',
  },
  undone: 'Geri alındı',
  redone: 'Yeniden yapıldı',
  undoSkipped_one: '{{count, number}} kayıt olduğu gibi kaldı: bu arada başkası üzerinde çalışmış.',
  undoSkipped_other: '{{count, number}} kayıt olduğu gibi kaldı: bu arada başkaları üzerinde çalışmış.',
} as const;
