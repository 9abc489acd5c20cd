import type { Words } from './words.ts';

export const TURKISH: Words = {
  view: 'Verilerimi gör',
  buy: 'Daha fazla veri al',
  expires: 'Bitiş',
  lowData: {
    subject: 'Mobil veriniz azalıyor',
    paragraphs: [
      '{left} veriniz kaldı.',
      'Bittiğinde, yeni bir paket alana kadar çevrimdışı olursunuz.',
    ],
  },
  expiring: {
    subject: 'Veri paketinizin süresi yakında doluyor',
    paragraphs: [
      '{plan} paketinin süresi {date} (UTC) tarihinde doluyor. Kalan veri sonrasında ' +
        'kullanılamaz.',
    ],
  },
  expired: {
    subject: 'Veri paketinizin süresi doldu',
    paragraphs: [
      '{plan} paketinin süresi {date} (UTC) tarihinde doldu.',
      'eSIM’i telefonunuzda tutun: yeni bir paketle yeniden çalışır.',
    ],
  },
  replaced: {
    subject: 'eSIM’iniz değiştirildi',
    paragraphs: [
      'Sonu {digits} olan eSIM’in yerine yeni bir eSIM’iniz var. Veriniz zaten onda.',
      'Yeni eSIM’i yükleyin ve eskisini telefonunuzdan silin.',
    ],
  },
};
