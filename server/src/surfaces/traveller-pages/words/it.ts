import type { Words } from './words.ts';

export const ITALIAN: Words = {
  languageName: 'Italiano',
  language: 'Lingua',
  install: { title: 'Installa la tua eSIM', text: 'I tuoi dati mobili sono pronti.' },
  notices: {
    INSTALLED: {
      title: 'La tua eSIM è installata',
      text: 'È su un telefono e pronta all’uso. Qui non c’è altro da fare.',
    },
    DISABLED: {
      title: 'La tua eSIM è disattivata',
      text: 'È su un telefono. Attivala nelle impostazioni, alla voce «Dati mobili».',
    },
    ERROR: {
      title: 'Questa eSIM è difettosa',
      text: 'Chiedine una nuova al tuo fornitore. I tuoi dati restano disponibili.',
    },
    USED_UP: {
      title: 'Questa eSIM non si può più installare',
      text:
        'È stata installata tutte le volte possibili. Chiedine una nuova al tuo fornitore. I ' +
        'tuoi dati restano disponibili.',
    },
    SUSPENDED: {
      title: 'Questa eSIM è sospesa',
      text: 'Per ora non può collegarsi. Chiedi il motivo al tuo fornitore.',
    },
  },
  ticket: {
    validFor: 'Validità',
    days: { one: '{count} giorno', other: '{count} giorni' },
    noEnd: 'senza scadenza',
    starts: 'Inizia',
    atFirstUse: 'al primo utilizzo',
    onRequest: 'quando lo avvii',
    preparing: 'in preparazione',
    expires: 'Scade',
    left: 'Dati rimasti',
    more: {
      one: '{count} altro pacchetto su questa eSIM',
      other: '{count} altri pacchetti su questa eSIM',
    },
    none: 'Nessun pacchetto è attivo su questa eSIM.',
    countries: { one: 'Valida in {count} paese', other: 'Valida in {count} paesi' },
    worksIn: 'Valida qui: {country}',
  },
  button: {
    iphone: 'Installa su questo iPhone',
    ipad: 'Installa su questo iPad',
    android: 'Installa su questo telefono',
  },
  ways: {
    wifi: 'Resta collegato al Wi-Fi. Servono circa due minuti, meglio prima del viaggio.',
    oldIphone:
      'L’installazione con un tocco richiede iOS 17.4. Su questo dispositivo inserisci i codici ' +
      'a mano.',
    insideApp:
      '{app} può bloccare l’installazione. Apri questa pagina nel browser: tocca il menu, poi ' +
      '«Apri nel browser».',
    scan: {
      title: 'Scansiona con il telefono',
      text: 'Inquadra questo codice con la fotocamera del telefono che riceverà la eSIM.',
    },
    qrAlt: 'Codice QR con il codice di attivazione di questa eSIM',
    send: 'Oppure invia questa pagina al telefono',
    sendByMail: 'Invia per e-mail',
    copyLink: 'Copia link',
    copy: 'Copia',
    copied: 'Copiato',
    title: 'Altri modi',
    codes: {
      title: 'Inserisci i codici a mano',
      text: 'Se il pulsante o il codice QR non funziona',
    },
    codesOnIphone:
      'iPhone: Impostazioni, Cellulare, Aggiungi eSIM, Usa codice QR, Inserisci i dettagli ' +
      'manualmente.',
    codesOnAndroid:
      'Android: Impostazioni, Rete e Internet, SIM, Aggiungi eSIM, Inserisci manualmente.',
    smdpAddress: 'Indirizzo SM-DP+',
    matchingId: 'Codice di attivazione',
    confirmationCode: 'Codice di conferma, se il telefono lo chiede',
    wholeCode: 'Entrambi in uno, per Android',
    otherPhone: { title: 'Installa su un altro telefono', text: 'Mostra un codice QR' },
    pdf: { title: 'Salva come PDF', text: 'Un foglio con codice e passaggi' },
    again: 'Installala di nuovo',
  },
  devices: {
    title: 'Il mio telefono supporta la eSIM?',
    hint: { one: 'Cerca in {count} modello', other: 'Cerca tra {count} modelli' },
    label: 'Modello, come iPhone 15 o Galaxy S24',
    search: 'Cerca',
    found: { one: '{count} modello supporta la eSIM', other: '{count} modelli supportano la eSIM' },
    none:
      'Questo modello non è nel nostro elenco. Digita *#06#: un telefono che mostra un EID ' +
      'supporta la eSIM.',
    exceptions:
      'La maggior parte dei telefoni venduti nella Cina continentale non supporta la eSIM, né ' +
      'alcuni di Hong Kong e Macao. Un telefono bloccato da un operatore può rifiutarla.',
  },
  status: {
    notInstalled: 'Non ancora installata.',
    installed: 'Installata.',
    off: 'Disattivata.',
    faulty: 'Difettosa.',
    installationsLeft: {
      one: '{count} installazione rimasta.',
      other: '{count} installazioni rimaste.',
    },
    lastSeenIn: 'Vista l’ultima volta qui: {country}, {when}.',
    neverSeen: 'Non ancora vista su una rete.',
    dataLeft: 'Restano {left}.',
  },
  steps: {
    title: 'Che cosa succede dopo',
    step: 'Passo {number}',
    onIphone: 'Su un iPhone',
    onAndroid: 'Su un telefono Android',
    iphone: [
      {
        title: 'Tocca Consenti, poi Continua',
        text: 'Il tuo iPhone chiede due volte se aggiungere la eSIM. Serve circa un minuto.',
      },
      {
        title: 'Mantieni il tuo numero',
        text:
          'Lascia chiamate e messaggi sulla linea abituale. Scegli la nuova eSIM per i dati ' +
          'mobili.',
      },
      {
        title: 'All’arrivo, consenti il roaming',
        text:
          'Impostazioni, Cellulare, la nuova eSIM: attiva «Roaming dati». È compreso nel ' +
          'pacchetto.',
      },
    ],
    android: [
      {
        title: 'Tocca Scarica, poi Attiva',
        text: 'Il telefono chiede se aggiungere la eSIM. Serve circa un minuto.',
      },
      {
        title: 'Mantieni il tuo numero',
        text:
          'Lascia chiamate e messaggi sulla SIM abituale. Scegli la nuova eSIM per i dati ' +
          'mobili.',
      },
      {
        title: 'All’arrivo, consenti il roaming',
        text:
          'Impostazioni, Rete e Internet, SIM, la nuova eSIM: attiva «Roaming». È compreso nel ' +
          'pacchetto.',
      },
    ],
  },
  help: {
    title: 'Se non funziona',
    noData: { title: 'Niente dati dopo l’arrivo', text: 'Cinque cose da controllare, in ordine' },
    checks: [
      {
        title: 'Consenti il roaming dati',
        text: 'Attivalo per questa eSIM nelle impostazioni. È compreso nel pacchetto.',
      },
      {
        title: 'Usa questa eSIM per i dati',
        text: 'Sceglila nelle impostazioni e attivala se è disattivata.',
      },
      {
        title: 'Non cambiare l’APN',
        text: 'La eSIM porta il suo. Svuota il campo se ne hai inserito un altro.',
      },
      {
        title: 'Scegli la rete a mano',
        text: 'Disattiva la selezione automatica e prova ogni rete dell’elenco.',
      },
      { title: 'Riavvia il telefono', text: 'Poi aspetta due minuti.' },
    ],
    enterApn: {
      title: 'Inserire l’APN',
      text: 'Nelle impostazioni di questa eSIM, inserire {apn} come punto di accesso (APN).',
    },
    known: 'Che cosa sappiamo',
    moved: { title: 'Telefono nuovo o eSIM eliminata', text: 'Si può installare di nuovo' },
    movedText:
      'Elimina la eSIM dal vecchio telefono mentre è collegato al Wi-Fi. Poi apri questa pagina ' +
      'sul nuovo e installala di nuovo.',
    keep: 'Tieni la eSIM sul telefono: per altri dati non ne serve una nuova.',
  },
  contact: {
    title: 'Domande?',
    page: 'Pagine di aiuto',
    mail: 'E-mail',
    call: 'Chiama',
    shop: 'Acquista altri dati',
    ask: 'Chiedi a {name}',
  },
  replaced: {
    title: 'Questa eSIM è stata sostituita',
    text: 'Un’altra ha preso il suo posto, e i tuoi dati sono già lì.',
    open: 'Apri la nuova eSIM',
  },
  missing: {
    title: 'Link non trovato',
    text: 'Il link è incompleto o non è più valido.',
    advice: 'Aprilo di nuovo dal messaggio ricevuto, o chiedi al tuo fornitore.',
  },
  unsubscribe: {
    title: 'Annullare l’iscrizione?',
    text:
      'Non riceverai più e-mail sui dati che stanno per finire o sui pacchetti in ' +
      'scadenza. Le e-mail con la tua eSIM continueranno ad arrivare.',
    button: 'Annulla l’iscrizione',
    done: {
      title: 'Iscrizione annullata',
      text:
        'Non riceverai più e-mail sui dati che stanno per finire o sui pacchetti in ' + 'scadenza.',
    },
  },
  customer: {
    title: 'I tuoi dati mobili',
    left: 'disponibili',
    leftOf: 'Restano {left} di {total}',
    asOf: 'Aggiornato: {when}',
    daysLeft: { one: 'resta {count} giorno', other: 'restano {count} giorni' },
    packages: 'Pacchetti',
    sharedBy: 'Su {names}',
    noPackages: 'Non hai pacchetti attivi. Acquista altri dati per tornare online.',
    earlier: 'Pacchetti precedenti',
    esims: 'eSIM',
    open: 'Apri',
    install: 'Installa',
    countries: 'Dove funziona',
    findCountry: 'Cerca un paese',
    utc: 'Gli orari sono in UTC.',
    myData: 'I miei dati e pacchetti',
  },
  today: {
    left: 'Oggi restano {left}',
    used: '{used} usati oggi',
    unlimited: 'Dati illimitati',
    next: 'Prossimo giorno: {when}',
    slow: 'Più lento per ora: {speed}',
  },
  start: {
    title: 'Avviare questo pacchetto?',
    text: 'La validità inizia ora e non si può fermare.',
    button: 'Avvia',
    confirm: 'Avvia ora',
    cancel: 'Non ancora',
  },
  states: {
    PENDING: 'In arrivo',
    WAITING: 'Non avviato',
    ACTIVE: 'Attivo',
    DEPLETED: 'Esaurito',
    EXPIRED: 'Scaduto',
  },
  profileStates: {
    RELEASED: 'Non installata',
    INSTALLED: 'Installata',
    DISABLED: 'Disattivata',
    ERROR: 'Difettosa',
  },
  validity: {
    until: 'Valido fino al {date}',
    endless: 'Senza scadenza',
    pending: 'Il tuo pacchetto è in preparazione.',
    firstUse: 'Inizia quando ti colleghi la prima volta, al più tardi il {date}',
    onDemand: 'Inizia quando tu o il tuo fornitore lo avviate, al più tardi il {date}',
    ended: 'Terminato il {date}',
  },
};
