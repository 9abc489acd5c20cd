import type { Words } from './words.ts';

export const ARABIC: Words = {
  view: 'عرض بياناتي',
  buy: 'شراء المزيد من البيانات',
  expires: 'تنتهي في',
  lowData: {
    subject: 'أوشكت بياناتك على النفاد',
    paragraphs: ['تبقّى لديك {left}.', 'عند نفادها ستصبح بلا اتصال حتى تحصل على باقة جديدة.'],
  },
  expiring: {
    subject: 'تنتهي باقة بياناتك قريبًا',
    paragraphs: ['تنتهي {plan} في {date} (UTC). لا يمكن استخدام البيانات المتبقية بعد ذلك.'],
  },
  expired: {
    subject: 'انتهت باقة بياناتك',
    paragraphs: [
      'انتهت {plan} في {date} (UTC).',
      'احتفظ بشريحة eSIM على هاتفك: ستعمل من جديد فور حصولك على باقة جديدة.',
    ],
  },
  replaced: {
    subject: 'تم استبدال شريحة eSIM',
    paragraphs: [
      'لديك شريحة eSIM جديدة بدلًا من الشريحة المنتهية بـ {digits}. بياناتك موجودة عليها بالفعل.',
      'ثبّت شريحة eSIM الجديدة، واحذف القديمة من هاتفك.',
    ],
  },
};
