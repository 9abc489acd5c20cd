import type { TravellerLanguage } from '../../kernel/traveller-language.ts';

type Frame = {
  greeting: string;
  regards: string;
  instead: string;
  /** At the end of a mail of the platform. */
  footer: string;
  /** At the end of a mail of a reseller who names no address for answers. */
  unread: string;
  /** `{name}` of the reseller, before the ways to reach its support. */
  help: string;
  unsubscribe: string;
};

/** The frame of every mail. */
export const FRAME: Record<TravellerLanguage, Frame> = {
  en: {
    greeting: 'Hello,',
    regards: 'Kind regards',
    instead: 'If the button does not work, open this address in your browser:',
    footer: 'This message was sent automatically. Please do not reply to this email.',
    unread: 'Please do not reply to this email.',
    help: 'Questions? {name}:',
    unsubscribe: 'Unsubscribe',
  },
  de: {
    greeting: 'Guten Tag,',
    regards: 'Mit freundlichen Grüßen',
    instead: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse im Browser:',
    footer:
      'Diese Nachricht wurde automatisch gesendet. Bitte antworten Sie nicht auf diese E-Mail.',
    unread: 'Bitte antworten Sie nicht auf diese E-Mail.',
    help: 'Fragen? {name}:',
    unsubscribe: 'Abbestellen',
  },
  fr: {
    greeting: 'Bonjour,',
    regards: 'Cordialement',
    instead: 'Si le bouton ne fonctionne pas, ouvrez cette adresse dans votre navigateur :',
    footer: 'Ce message a été envoyé automatiquement. Merci de ne pas y répondre.',
    unread: 'Merci de ne pas répondre à cet e-mail.',
    help: 'Des questions ? {name} :',
    unsubscribe: 'Se désabonner',
  },
  es: {
    greeting: 'Hola:',
    regards: 'Un saludo',
    instead: 'Si el botón no funciona, abre esta dirección en tu navegador:',
    footer: 'Este mensaje se ha enviado automáticamente. No respondas a este correo.',
    unread: 'No respondas a este correo.',
    help: '¿Preguntas? {name}:',
    unsubscribe: 'Cancelar la suscripción',
  },
  it: {
    greeting: 'Buongiorno,',
    regards: 'Cordiali saluti',
    instead: 'Se il pulsante non funziona, apri questo indirizzo nel browser:',
    footer: 'Questo messaggio è stato inviato automaticamente. Non rispondere a questa e-mail.',
    unread: 'Non rispondere a questa e-mail.',
    help: 'Domande? {name}:',
    unsubscribe: 'Annulla l’iscrizione',
  },
  pt: {
    greeting: 'Olá,',
    regards: 'Com os melhores cumprimentos',
    instead: 'Se o botão não funcionar, abra este endereço no navegador:',
    footer: 'Esta mensagem foi enviada automaticamente. Não responda a este e-mail.',
    unread: 'Não responda a este e-mail.',
    help: 'Dúvidas? {name}:',
    unsubscribe: 'Cancelar a subscrição',
  },
  nl: {
    greeting: 'Hallo,',
    regards: 'Met vriendelijke groet',
    instead: 'Werkt de knop niet? Open dan dit adres in uw browser:',
    footer: 'Dit bericht is automatisch verzonden. Beantwoord deze e-mail niet.',
    unread: 'Beantwoord deze e-mail niet.',
    help: 'Vragen? {name}:',
    unsubscribe: 'Afmelden',
  },
  pl: {
    greeting: 'Dzień dobry,',
    regards: 'Z poważaniem',
    instead: 'Jeśli przycisk nie działa, otwórz ten adres w przeglądarce:',
    footer: 'Ta wiadomość została wysłana automatycznie. Prosimy na nią nie odpowiadać.',
    unread: 'Prosimy nie odpowiadać na tę wiadomość.',
    help: 'Pytania? {name}:',
    unsubscribe: 'Zrezygnuj z subskrypcji',
  },
  tr: {
    greeting: 'Merhaba,',
    regards: 'Saygılarımızla',
    instead: 'Düğme çalışmazsa bu adresi tarayıcınızda açın:',
    footer: 'Bu ileti otomatik olarak gönderildi. Lütfen bu e-postayı yanıtlamayın.',
    unread: 'Lütfen bu e-postayı yanıtlamayın.',
    help: 'Sorularınız mı var? {name}:',
    unsubscribe: 'Abonelikten çık',
  },
  ja: {
    greeting: 'お客様',
    regards: 'よろしくお願いいたします。',
    instead: 'ボタンが動作しない場合は、次のアドレスをブラウザで開いてください。',
    footer: 'このメールは自動送信されています。返信しないでください。',
    unread: 'このメールには返信しないでください。',
    help: 'お問い合わせ（{name}）:',
    unsubscribe: '配信を停止する',
  },
  zh: {
    greeting: '您好：',
    regards: '此致',
    instead: '如果按钮无法使用，请在浏览器中打开此地址：',
    footer: '此邮件由系统自动发送，请勿回复。',
    unread: '请勿回复此邮件。',
    help: '如有疑问，请联系 {name}：',
    unsubscribe: '退订',
  },
  ar: {
    greeting: 'مرحبًا،',
    regards: 'مع أطيب التحيات',
    instead: 'إذا لم يعمل الزر، فافتح هذا العنوان في المتصفح:',
    footer: 'أُرسلت هذه الرسالة تلقائيًا. يُرجى عدم الرد عليها.',
    unread: 'يُرجى عدم الرد على هذه الرسالة.',
    help: 'لديك أسئلة؟ {name}:',
    unsubscribe: 'إلغاء الاشتراك',
  },
};
