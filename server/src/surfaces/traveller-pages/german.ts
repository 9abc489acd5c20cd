import type { Words } from './english.ts';

export const GERMAN: Words = {
  languageName: 'Deutsch',
  install: {
    title: 'eSIM installieren',
    lead:
      'Ihre mobilen Daten sind bereit. Verbinden Sie sich mit einem WLAN und wählen Sie einen ' +
      'von drei Wegen.',
    here: 'Auf diesem Handy',
    hereHint: 'Sie lesen dies auf dem Handy, das die eSIM bekommt.',
    iphone: 'Auf dem iPhone installieren',
    iphoneHint: 'ab iOS 17.4',
    android: 'Auf Android installieren',
    androidHint: 'neuere Handys',
    scan: 'Mit dem QR-Code',
    scanHint:
      'Sie lesen dies auf einem anderen Bildschirm: Richten Sie die Kamera des Handys auf den ' +
      'Code.',
    qrAlt: 'QR-Code mit dem Aktivierungscode dieser eSIM',
    byHand: 'Von Hand',
    byHandHint:
      'Wählen Sie in den Einstellungen des Handys „eSIM hinzufügen“ und dann die Eingabe von ' +
      'Hand. Zum Kopieren einen Text gedrückt halten.',
    smdpAddress: 'SM-DP+-Adresse',
    matchingId: 'Aktivierungscode',
    wholeCode: 'Alles in einem, für Android',
    afterwards: 'Danach',
    steps: [
      'Wählen Sie die neue eSIM für mobile Daten.',
      'Schalten Sie für sie das Daten-Roaming ein.',
      'Am Ziel dauert es etwa eine Minute, bis sie ein Netz findet.',
    ],
    keep: 'Behalten Sie die eSIM auf dem Handy: Mehr Daten brauchen keine neue.',
    timesLeft: (left) =>
      left === 1
        ? 'Sie lässt sich noch einmal installieren.'
        : `Sie lässt sich noch ${left}-mal installieren.`,
    timesInAll: (limit) => `Sie lässt sich insgesamt ${limit}-mal installieren.`,
    showAgain: 'Code noch einmal zeigen',
  },
  notices: {
    INSTALLED: {
      title: 'Diese eSIM ist installiert',
      text: 'Sie ist auf einem Handy. Hier ist nichts mehr zu tun.',
    },
    DISABLED: {
      title: 'Diese eSIM ist ausgeschaltet',
      text:
        'Sie ist auf einem Handy. Schalten Sie sie in den Einstellungen unter „Mobile Daten“ ' +
        'ein.',
    },
    ERROR: {
      title: 'Diese eSIM hat einen Fehler',
      text: 'Bitten Sie dort, wo Sie sie gekauft haben, um eine neue. Ihre Daten bleiben erhalten.',
    },
    USED_UP: {
      title: 'Diese eSIM lässt sich nicht mehr installieren',
      text:
        'Sie wurde so oft installiert, wie es geht. Bitten Sie um eine neue; Ihre Daten ' +
        'bleiben erhalten.',
    },
  },
  replaced: {
    title: 'Diese eSIM wurde ersetzt',
    text: 'Eine andere hat ihren Platz eingenommen, und Ihre Daten sind schon dort.',
    open: 'Neue eSIM öffnen',
  },
  missing: {
    title: 'Hier gibt es nichts zu sehen',
    text: 'Der Link ist unvollständig, oder das Ziel gibt es nicht mehr.',
    advice:
      'Öffnen Sie ihn noch einmal aus Ihrer Nachricht, oder fragen Sie dort, wo Sie die eSIM ' +
      'gekauft haben.',
  },
  support: { title: 'Fragen?', page: 'Hilfeseiten', shop: 'Mehr Daten kaufen' },
  customer: {
    title: 'Ihre mobilen Daten',
    left: 'noch übrig',
    leftOf: (left, total) => `${left} von ${total} übrig`,
    sharedBy: (names) => `Auf ${names}`,
    packages: 'Pakete',
    noPackages: 'Es gibt kein nutzbares Paket. Laden Sie auf, um wieder online zu gehen.',
    earlier: 'Frühere Pakete',
    esims: 'eSIMs',
    openEsim: 'Öffnen',
    installEsim: 'Installieren',
    countries: (count) => `Gültig in ${count} Ländern`,
    country: (name) => `Gültig in ${name}`,
    utc: 'Zeiten sind in UTC angegeben.',
  },
  states: {
    PENDING: 'Unterwegs',
    WAITING: 'Nicht gestartet',
    ACTIVE: 'Aktiv',
    DEPLETED: 'Aufgebraucht',
    EXPIRED: 'Abgelaufen',
  },
  profileStates: {
    RELEASED: 'Nicht installiert',
    INSTALLED: 'Installiert',
    DISABLED: 'Ausgeschaltet',
    ERROR: 'Fehlerhaft',
  },
  validity: {
    until: (date) => `Gültig bis ${date}`,
    endless: 'Ohne Enddatum',
    pending: 'Ihr Paket wird vorbereitet.',
    firstUse: (date) => `Startet, wenn Sie das erste Mal online gehen, spätestens am ${date}`,
    onDemand: (date) => `Startet auf Abruf, spätestens am ${date}`,
    ended: (date) => `Beendet am ${date}`,
  },
};
