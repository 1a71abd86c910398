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
  'foreign-file': 'Bu, Ortak’tan indirilmiş bir çalışma alanı dosyası değil.',
  'newer-file': 'Bu dosya Ortak’ın daha yeni bir sürümünden. Önce sunucuyu güncelleyin.',
  'damaged-file': 'Bu dosya bozuk ya da eksik; hiçbir şey yazılmadı. Yeniden indirip deneyin.',
  'file-too-large': 'Bu dosya çok büyük; en çok 100 MB olabilir.',
  'storage-failing': 'Sunucu şu anda hiçbir şey kaydedemiyor; isteğiniz yapılmadı. Biraz sonra yeniden deneyin.',
  'server-error': 'Sunucuda bir hata oldu. Biraz sonra yeniden deneyin.',
  unreachable: 'Sunucuya ulaşılamıyor. Bağlantınızı denetleyip yeniden deneyin.',
} as const;
