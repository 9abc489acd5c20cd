import type { TravellerLanguage } from '../../kernel/traveller-language.ts';

type Words = {
  subject: string;
  paragraphs: string[];
  button: string;
  plan: string;
  data: string;
  iccid: string;
};

/** The words of the mail that installs an eSIM. */
export const INSTALLATION_WORDS: Record<TravellerLanguage, Words> = {
  en: {
    subject: 'Install your eSIM',
    paragraphs: [
      'Your eSIM is ready. Open the link below on the phone on which you want to use it, ' +
        'and follow the steps. You need a connection to the internet, for example Wi-Fi.',
      'Install the eSIM before you travel, and do not delete it afterwards.',
    ],
    button: 'Install the eSIM',
    plan: 'Data package',
    data: 'Data left',
    iccid: 'ICCID',
  },
  de: {
    subject: 'Installieren Sie Ihre eSIM',
    paragraphs: [
      'Ihre eSIM ist bereit. Öffnen Sie den Link auf dem Telefon, auf dem Sie sie ' +
        'verwenden möchten, und folgen Sie den Schritten. Sie brauchen eine ' +
        'Internetverbindung, zum Beispiel WLAN.',
      'Installieren Sie die eSIM vor der Reise, und löschen Sie sie danach nicht.',
    ],
    button: 'eSIM installieren',
    plan: 'Datenpaket',
    data: 'Verbleibende Daten',
    iccid: 'ICCID',
  },
  fr: {
    subject: 'Installez votre eSIM',
    paragraphs: [
      'Votre eSIM est prête. Ouvrez le lien ci-dessous sur le téléphone sur lequel vous ' +
        'voulez l’utiliser et suivez les étapes. Il vous faut une connexion à Internet, ' +
        'par exemple le Wi-Fi.',
      'Installez l’eSIM avant de partir et ne la supprimez pas ensuite.',
    ],
    button: 'Installer l’eSIM',
    plan: 'Forfait de données',
    data: 'Données restantes',
    iccid: 'ICCID',
  },
  es: {
    subject: 'Instala tu eSIM',
    paragraphs: [
      'Tu eSIM está lista. Abre el enlace en el teléfono en el que quieras usarla y ' +
        'sigue los pasos. Necesitas conexión a internet, por ejemplo wifi.',
      'Instala la eSIM antes de viajar y no la elimines después.',
    ],
    button: 'Instalar la eSIM',
    plan: 'Paquete de datos',
    data: 'Datos restantes',
    iccid: 'ICCID',
  },
  it: {
    subject: 'Installa la tua eSIM',
    paragraphs: [
      'La tua eSIM è pronta. Apri il link sul telefono su cui vuoi usarla e segui i ' +
        'passaggi. Serve una connessione a Internet, per esempio il Wi-Fi.',
      'Installa la eSIM prima di partire e non eliminarla in seguito.',
    ],
    button: 'Installa la eSIM',
    plan: 'Pacchetto dati',
    data: 'Dati rimanenti',
    iccid: 'ICCID',
  },
  pt: {
    subject: 'Instale o seu eSIM',
    paragraphs: [
      'O seu eSIM está pronto. Abra o link no telemóvel em que o quer usar e siga os ' +
        'passos. Precisa de uma ligação à Internet, por exemplo Wi-Fi.',
      'Instale o eSIM antes da viagem e não o elimine depois.',
    ],
    button: 'Instalar o eSIM',
    plan: 'Pacote de dados',
    data: 'Dados restantes',
    iccid: 'ICCID',
  },
  nl: {
    subject: 'Installeer uw eSIM',
    paragraphs: [
      'Uw eSIM is klaar. Open de link op de telefoon waarop u de eSIM wilt gebruiken en ' +
        'volg de stappen. U hebt een internetverbinding nodig, bijvoorbeeld wifi.',
      'Installeer de eSIM voor uw reis en verwijder deze daarna niet.',
    ],
    button: 'eSIM installeren',
    plan: 'Databundel',
    data: 'Resterende data',
    iccid: 'ICCID',
  },
  pl: {
    subject: 'Zainstaluj swoją kartę eSIM',
    paragraphs: [
      'Twoja karta eSIM jest gotowa. Otwórz link na telefonie, na którym chcesz jej ' +
        'używać, i wykonaj kolejne kroki. Potrzebne jest połączenie z internetem, na ' +
        'przykład Wi-Fi.',
      'Zainstaluj kartę eSIM przed podróżą i nie usuwaj jej później.',
    ],
    button: 'Zainstaluj kartę eSIM',
    plan: 'Pakiet danych',
    data: 'Pozostałe dane',
    iccid: 'ICCID',
  },
  tr: {
    subject: 'eSIM’inizi yükleyin',
    paragraphs: [
      'eSIM’iniz hazır. Aşağıdaki bağlantıyı kullanmak istediğiniz telefonda açın ve ' +
        'adımları izleyin. İnternet bağlantısı, örneğin Wi-Fi gerekir.',
      'eSIM’i yolculuktan önce yükleyin ve sonrasında silmeyin.',
    ],
    button: 'eSIM’i yükle',
    plan: 'Veri paketi',
    data: 'Kalan veri',
    iccid: 'ICCID',
  },
  ja: {
    subject: 'eSIMをインストールしてください',
    paragraphs: [
      'eSIMの準備ができました。使用するスマートフォンで下のリンクを開き、手順に従ってください。Wi-Fiなどのインターネット接続が必要です。',
      'ご出発前にeSIMをインストールし、その後は削除しないでください。',
    ],
    button: 'eSIMをインストール',
    plan: 'データパッケージ',
    data: '残りのデータ',
    iccid: 'ICCID',
  },
  zh: {
    subject: '安装您的 eSIM',
    paragraphs: [
      '您的 eSIM 已准备就绪。请在要使用它的手机上打开下面的链接，并按步骤操作。需要连接互联网，例如 Wi-Fi。',
      '请在出行前安装 eSIM，安装后不要删除。',
    ],
    button: '安装 eSIM',
    plan: '流量套餐',
    data: '剩余流量',
    iccid: 'ICCID',
  },
  ar: {
    subject: 'ثبّت شريحة eSIM',
    paragraphs: [
      'شريحة eSIM جاهزة. افتح الرابط أدناه على الهاتف الذي تريد استخدامها عليه، واتبع ' +
        'الخطوات. تحتاج إلى اتصال بالإنترنت، مثل Wi-Fi.',
      'ثبّت شريحة eSIM قبل السفر، ولا تحذفها بعد ذلك.',
    ],
    button: 'تثبيت شريحة eSIM',
    plan: 'باقة البيانات',
    data: 'البيانات المتبقية',
    iccid: 'ICCID',
  },
};
