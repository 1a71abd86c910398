/** Turkish words for what the server refuses, by its code: the original from which the keys are typed. */
export default {
  'bad-request': 'Gönderilen bilgi anlaşılamadı. Alanları gözden geçirip yeniden deneyin.',
  unauthenticated: 'Oturumunuz kapanmış. Yeniden giriş yapın.',
  'wrong-credentials': 'E-posta ya da parola yanlış.',
  'email-taken': 'Bu e-posta ile bir hesap zaten var. Giriş yapmayı deneyin.',
  forbidden: 'Bunun için yetkiniz yok. Yöneticinizden isteyin.',
  'not-found': 'Aradığınız şey bulunamadı; silinmiş olabilir.',
  'link-used': 'Bu bağlantı daha önce kullanılmış. Yenisini isteyin.',
  'link-expired': 'Bu bağlantının süresi dolmuş. Yenisini isteyin.',
  'last-admin': 'Son yönetici çıkarılamaz. Önce başka birini yönetici yapın.',
  'already-member': 'Bu çalışma alanında zaten varsınız.',
  'member-elsewhere':
    'Bu kişi, yöneticisi olmadığınız başka çalışma alanlarında da var. Parolasını ancak sunucuyu işleten sıfırlayabilir.',
  'too-many-requests': 'Çok sık denendi. Bir dakika bekleyip yeniden deneyin.',
  'server-error': 'Sunucuda bir hata oldu. Biraz sonra yeniden deneyin.',
  unreachable: 'Sunucuya ulaşılamıyor. Bağlantınızı denetleyip yeniden deneyin.',
} as const;
