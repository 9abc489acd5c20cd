import type { Words } from './words.ts';

export const SPANISH: Words = {
  view: 'Ver mis datos',
  buy: 'Comprar más datos',
  expires: 'Caduca',
  lowData: {
    subject: 'Te quedan pocos datos móviles',
    paragraphs: [
      'Te quedan {left}.',
      'Cuando se acaben, estarás sin conexión hasta que tengas un paquete nuevo.',
    ],
  },
  expiring: {
    subject: 'Tu paquete de datos caduca pronto',
    paragraphs: ['{plan} caduca el {date} (UTC). Los datos que queden ya no se podrán usar.'],
  },
  expired: {
    subject: 'Tu paquete de datos ha caducado',
    paragraphs: [
      '{plan} caducó el {date} (UTC).',
      'Conserva la eSIM en el teléfono: volverá a funcionar en cuanto tengas un paquete nuevo.',
    ],
  },
  replaced: {
    subject: 'Tu eSIM ha sido sustituida',
    paragraphs: [
      'Tienes una eSIM nueva en lugar de la que termina en {digits}. Tus datos ya están en ella.',
      'Instala la eSIM nueva y elimina la antigua del teléfono.',
    ],
  },
};
