import type { Words } from './words.ts';

export const GERMAN: Words = {
  languageName: 'Deutsch',
  language: 'Sprache',
  install: { title: 'eSIM installieren', text: 'Ihre mobilen Daten sind bereit.' },
  notices: {
    INSTALLED: {
      title: 'Ihre eSIM ist installiert',
      text: 'Sie ist auf einem Handy und einsatzbereit. Hier ist nichts mehr zu tun.',
    },
    DISABLED: {
      title: 'Ihre eSIM ist ausgeschaltet',
      text:
        'Sie ist auf einem Handy. Schalten Sie sie in den Einstellungen unter „Mobile Daten“ ' +
        'ein.',
    },
    ERROR: {
      title: 'Diese eSIM hat einen Fehler',
      text: 'Bitten Sie Ihren Anbieter um eine neue. Ihre Daten bleiben erhalten.',
    },
    USED_UP: {
      title: 'Diese eSIM lässt sich nicht mehr installieren',
      text:
        'Sie wurde so oft installiert wie möglich. Bitten Sie Ihren Anbieter um eine neue. Ihre ' +
        'Daten bleiben erhalten.',
    },
    SUSPENDED: {
      title: 'Diese eSIM ist gesperrt',
      text: 'Sie kommt derzeit nicht ins Netz. Fragen Sie Ihren Anbieter nach dem Grund.',
    },
  },
  ticket: {
    validFor: 'Gültig',
    days: { one: '{count} Tag', other: '{count} Tage' },
    noEnd: 'ohne Enddatum',
    starts: 'Beginnt',
    atFirstUse: 'bei der ersten Nutzung',
    onRequest: 'wenn Sie es starten',
    preparing: 'wird vorbereitet',
    expires: 'Endet',
    left: 'Übrig',
    more: {
      one: '{count} weiteres Paket auf dieser eSIM',
      other: '{count} weitere Pakete auf dieser eSIM',
    },
    none: 'Auf dieser eSIM ist kein Datenpaket aktiv.',
    countries: { one: 'Gilt in {count} Land', other: 'Gilt in {count} Ländern' },
    worksIn: 'Gilt in: {country}',
  },
  button: {
    iphone: 'Auf diesem iPhone installieren',
    ipad: 'Auf diesem iPad installieren',
    android: 'Auf diesem Handy installieren',
  },
  ways: {
    wifi: 'Bleiben Sie im WLAN. Es dauert etwa zwei Minuten, am besten vor der Reise.',
    oldIphone:
      'Die Installation mit einem Tipp braucht iOS 17.4. Geben Sie auf diesem Gerät die Codes ' +
      'von Hand ein.',
    insideApp:
      '{app} kann die Installation verhindern. Öffnen Sie diese Seite in Ihrem Browser: Tippen ' +
      'Sie auf das Menü und dann auf „Im Browser öffnen“.',
    scan: {
      title: 'Mit dem Handy scannen',
      text: 'Richten Sie die Kamera des Handys, das die eSIM bekommt, auf diesen Code.',
    },
    qrAlt: 'QR-Code mit dem Aktivierungscode dieser eSIM',
    send: 'Oder diese Seite an das Handy senden',
    sendByMail: 'Per E-Mail senden',
    copyLink: 'Link kopieren',
    copy: 'Kopieren',
    copied: 'Kopiert',
    title: 'Andere Wege',
    codes: { title: 'Codes von Hand eingeben', text: 'Wenn Schaltfläche oder QR-Code nichts tun' },
    codesOnIphone:
      'iPhone: Einstellungen, Mobilfunk, eSIM hinzufügen, QR-Code verwenden, Details manuell ' +
      'eingeben.',
    codesOnAndroid:
      'Android: Einstellungen, Netzwerk und Internet, SIMs, eSIM hinzufügen, Manuell eingeben.',
    smdpAddress: 'SM-DP+-Adresse',
    matchingId: 'Aktivierungscode',
    confirmationCode: 'Bestätigungscode, wenn das Telefon fragt',
    wholeCode: 'Beides in einem, für Android',
    otherPhone: {
      title: 'Auf einem anderen Handy installieren',
      text: 'Zeigt einen QR-Code zum Scannen',
    },
    pdf: { title: 'Als PDF sichern', text: 'Ein Blatt mit Code und Schritten' },
    again: 'Noch einmal installieren',
  },
  devices: {
    title: 'Kann mein Handy eSIM?',
    hint: { one: '{count} Modell durchsuchen', other: '{count} Modelle durchsuchen' },
    label: 'Modell, etwa iPhone 15 oder Galaxy S24',
    search: 'Suchen',
    found: { one: '{count} Modell kann eSIM', other: '{count} Modelle können eSIM' },
    none:
      'Dieses Modell steht nicht in unserer Liste. Wählen Sie *#06#: Ein Handy, das eine EID ' +
      'anzeigt, kann eSIM.',
    exceptions:
      'Die meisten Handys, die auf dem chinesischen Festland verkauft wurden, können keine ' +
      'eSIM, ebenso einige aus Hongkong und Macau. Ein Handy mit Netzsperre kann sie ablehnen.',
  },
  status: {
    notInstalled: 'Noch nicht installiert.',
    installed: 'Installiert.',
    off: 'Ausgeschaltet.',
    faulty: 'Fehlerhaft.',
    installationsLeft: {
      one: 'Noch {count} Installation möglich.',
      other: 'Noch {count} Installationen möglich.',
    },
    lastSeenIn: 'Zuletzt gesehen in: {country}, {when}.',
    neverSeen: 'Noch in keinem Netz gesehen.',
    dataLeft: '{left} übrig.',
  },
  steps: {
    title: 'So geht es weiter',
    step: 'Schritt {number}',
    onIphone: 'Auf einem iPhone',
    onAndroid: 'Auf einem Android-Handy',
    iphone: [
      {
        title: '„Erlauben“, dann „Fortfahren“ tippen',
        text:
          'Ihr iPhone fragt zweimal, ob die eSIM hinzugefügt werden soll. Es dauert etwa eine ' +
          'Minute.',
      },
      {
        title: 'Eigene Nummer behalten',
        text:
          'Lassen Sie Anrufe und Nachrichten auf Ihrer bisherigen Leitung. Wählen Sie die neue ' +
          'eSIM für mobile Daten.',
      },
      {
        title: 'Bei der Ankunft Roaming erlauben',
        text:
          'Einstellungen, Mobilfunk, die neue eSIM: Schalten Sie „Datenroaming“ ein. Ihr Paket ' +
          'deckt es ab.',
      },
    ],
    android: [
      {
        title: '„Herunterladen“, dann „Aktivieren“ tippen',
        text: 'Ihr Handy fragt, ob die eSIM hinzugefügt werden soll. Es dauert etwa eine Minute.',
      },
      {
        title: 'Eigene Nummer behalten',
        text:
          'Lassen Sie Anrufe und Nachrichten auf Ihrer bisherigen SIM. Wählen Sie die neue eSIM ' +
          'für mobile Daten.',
      },
      {
        title: 'Bei der Ankunft Roaming erlauben',
        text:
          'Einstellungen, Netzwerk und Internet, SIMs, die neue eSIM: Schalten Sie „Roaming“ ' +
          'ein. Ihr Paket deckt es ab.',
      },
    ],
  },
  help: {
    title: 'Wenn es nicht klappt',
    noData: { title: 'Keine Daten nach der Landung', text: 'Fünf Dinge, der Reihe nach' },
    checks: [
      {
        title: 'Datenroaming erlauben',
        text: 'Schalten Sie es für diese eSIM in den Einstellungen ein. Ihr Paket deckt es ab.',
      },
      {
        title: 'Diese eSIM für mobile Daten nutzen',
        text: 'Wählen Sie sie in den Einstellungen, und schalten Sie sie ein, wenn sie aus ist.',
      },
      {
        title: 'Den APN lassen, wie er ist',
        text:
          'Die eSIM bringt ihren eigenen mit. Leeren Sie das Feld, wenn Sie einen anderen ' +
          'eingetragen haben.',
      },
      {
        title: 'Das Netz von Hand wählen',
        text: 'Schalten Sie die automatische Netzwahl aus, und versuchen Sie jedes Netz der Liste.',
      },
      { title: 'Das Handy neu starten', text: 'Warten Sie danach zwei Minuten.' },
    ],
    enterApn: {
      title: 'Den APN eintragen',
      text: 'Tragen Sie in den Einstellungen dieser eSIM {apn} als Zugangspunkt (APN) ein.',
    },
    known: 'Was wir wissen',
    moved: {
      title: 'Neues Handy, oder eSIM gelöscht',
      text: 'Sie lässt sich noch einmal installieren',
    },
    movedText:
      'Löschen Sie die eSIM auf dem alten Handy, während es im WLAN ist. Öffnen Sie dann diese ' +
      'Seite auf dem neuen Handy, und installieren Sie sie noch einmal.',
    keep: 'Behalten Sie die eSIM auf dem Handy: Mehr Daten brauchen keine neue.',
  },
  contact: {
    title: 'Fragen?',
    page: 'Hilfeseiten',
    mail: 'E-Mail',
    call: 'Anrufen',
    shop: 'Mehr Daten kaufen',
    ask: '{name} fragen',
  },
  replaced: {
    title: 'Diese eSIM wurde ersetzt',
    text: 'Eine andere hat ihren Platz eingenommen, und Ihre Daten sind schon dort.',
    open: 'Neue eSIM öffnen',
  },
  missing: {
    title: 'Link nicht gefunden',
    text: 'Der Link ist unvollständig oder nicht mehr gültig.',
    advice:
      'Öffnen Sie ihn noch einmal aus der Nachricht, die Sie bekommen haben, oder fragen Sie ' +
      'Ihren Anbieter.',
  },
  unsubscribe: {
    title: 'E-Mails abbestellen?',
    text:
      'Sie bekommen keine E-Mails mehr über Daten, die zu Ende gehen, und Pakete, die ' +
      'ablaufen. E-Mails mit Ihrer eSIM kommen weiterhin an.',
    button: 'Abbestellen',
    done: {
      title: 'Sie sind abgemeldet',
      text:
        'Sie bekommen keine E-Mails mehr über Daten, die zu Ende gehen, und Pakete, die ' +
        'ablaufen.',
    },
  },
  customer: {
    title: 'Ihre mobilen Daten',
    left: 'übrig',
    leftOf: '{left} von {total} übrig',
    asOf: 'Stand: {when}',
    daysLeft: { one: 'noch {count} Tag', other: 'noch {count} Tage' },
    packages: 'Pakete',
    sharedBy: 'Auf {names}',
    noPackages:
      'Sie haben kein aktives Datenpaket. Kaufen Sie mehr Daten, um wieder online zu sein.',
    earlier: 'Frühere Pakete',
    esims: 'eSIMs',
    open: 'Öffnen',
    install: 'Installieren',
    countries: 'Wo es gilt',
    findCountry: 'Land suchen',
    utc: 'Zeiten in UTC.',
    myData: 'Meine Daten und Pakete',
  },
  today: {
    left: 'heute noch {left}',
    used: 'heute {used} verbraucht',
    unlimited: 'Unbegrenzte Daten',
    next: 'Nächster Tag: {when}',
    slow: 'Zurzeit langsamer: {speed}',
  },
  start: {
    title: 'Dieses Paket starten?',
    text: 'Seine Gültigkeit beginnt jetzt und lässt sich nicht anhalten.',
    button: 'Starten',
    confirm: 'Jetzt starten',
    cancel: 'Noch nicht',
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
    until: 'Gültig bis {date}',
    endless: 'Ohne Enddatum',
    pending: 'Ihr Paket wird vorbereitet.',
    firstUse: 'Beginnt, wenn Sie zum ersten Mal online gehen, spätestens am {date}',
    onDemand: 'Beginnt, wenn Sie oder Ihr Anbieter es starten, spätestens am {date}',
    ended: 'Beendet am {date}',
  },
};
