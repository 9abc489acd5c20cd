import type { Words } from './words.ts';

export const DUTCH: Words = {
  languageName: 'Nederlands',
  language: 'Taal',
  install: { title: 'Installeer je eSIM', text: 'Je mobiele data staat klaar.' },
  notices: {
    INSTALLED: {
      title: 'Je eSIM is geïnstalleerd',
      text: 'Hij staat op een telefoon en is klaar voor gebruik. Hier hoef je niets meer te doen.',
    },
    DISABLED: {
      title: 'Je eSIM is uitgeschakeld',
      text: 'Hij staat op een telefoon. Schakel hem in bij de instellingen, onder mobiele data.',
    },
    ERROR: {
      title: 'Deze eSIM is defect',
      text: 'Vraag je aanbieder om een nieuwe. Je data blijft behouden.',
    },
    USED_UP: {
      title: 'Deze eSIM kan niet opnieuw worden geïnstalleerd',
      text:
        'Hij is zo vaak geïnstalleerd als mogelijk is. Vraag je aanbieder om een nieuwe. Je ' +
        'data blijft behouden.',
    },
    SUSPENDED: {
      title: 'Deze eSIM is geblokkeerd',
      text: 'Hij kan nu niet online. Vraag je aanbieder waarom.',
    },
  },
  ticket: {
    validFor: 'Geldig',
    days: { one: '{count} dag', other: '{count} dagen' },
    noEnd: 'zonder einddatum',
    starts: 'Begint',
    atFirstUse: 'bij het eerste gebruik',
    onRequest: 'als je het start',
    preparing: 'wordt voorbereid',
    expires: 'Eindigt',
    left: 'Data over',
    more: { one: 'nog {count} pakket op deze eSIM', other: 'nog {count} pakketten op deze eSIM' },
    none: 'Op deze eSIM is geen datapakket actief.',
    countries: { one: 'Werkt in {count} land', other: 'Werkt in {count} landen' },
    worksIn: 'Werkt in {country}',
  },
  button: {
    iphone: 'Installeren op deze iPhone',
    ipad: 'Installeren op deze iPad',
    android: 'Installeren op deze telefoon',
  },
  ways: {
    wifi: 'Blijf op wifi. Het duurt ongeveer twee minuten, het liefst vóór de reis.',
    oldIphone:
      'Installeren met één tik vereist iOS 17.4. Voer op dit apparaat de codes handmatig in.',
    insideApp:
      '{app} kan de installatie blokkeren. Open deze pagina in je browser: tik op het menu en ' +
      'dan op ‘Openen in browser’.',
    scan: {
      title: 'Scan met je telefoon',
      text: 'Richt de camera van de telefoon die de eSIM krijgt op deze code.',
    },
    qrAlt: 'QR-code met de activeringscode van deze eSIM',
    send: 'Of stuur deze pagina naar je telefoon',
    sendByMail: 'Per e-mail sturen',
    copyLink: 'Link kopiëren',
    copy: 'Kopiëren',
    copied: 'Gekopieerd',
    title: 'Andere manieren',
    codes: { title: 'Codes handmatig invoeren', text: 'Als de knop of de QR-code niets doet' },
    codesOnIphone:
      'iPhone: Instellingen, Mobiel netwerk, Voeg eSIM toe, Gebruik QR-code, Voer gegevens ' +
      'handmatig in.',
    codesOnAndroid:
      'Android: Instellingen, Netwerk en internet, Simkaarten, eSIM toevoegen, Handmatig invoeren.',
    smdpAddress: 'SM-DP+-adres',
    matchingId: 'Activeringscode',
    confirmationCode: 'Bevestigingscode, als de telefoon erom vraagt',
    wholeCode: 'Beide in één, voor Android',
    otherPhone: {
      title: 'Op een andere telefoon installeren',
      text: 'Toont een QR-code om te scannen',
    },
    pdf: { title: 'Opslaan als pdf', text: 'Eén blad met code en stappen' },
    again: 'Opnieuw installeren',
  },
  devices: {
    title: 'Werkt eSIM op mijn telefoon?',
    hint: { one: 'Zoek in {count} model', other: 'Zoek in {count} modellen' },
    label: 'Model, zoals iPhone 15 of Galaxy S24',
    search: 'Zoeken',
    found: { one: '{count} model ondersteunt eSIM', other: '{count} modellen ondersteunen eSIM' },
    none:
      'Dat model staat niet in onze lijst. Toets *#06#: een telefoon die een EID toont, ' +
      'ondersteunt eSIM.',
    exceptions:
      'De meeste telefoons uit het Chinese vasteland ondersteunen geen eSIM, en sommige uit ' +
      'Hongkong en Macau ook niet. Een telefoon met simlock kan hem weigeren.',
  },
  status: {
    notInstalled: 'Nog niet geïnstalleerd.',
    installed: 'Geïnstalleerd.',
    off: 'Uitgeschakeld.',
    faulty: 'Defect.',
    installationsLeft: {
      one: 'Nog {count} installatie over.',
      other: 'Nog {count} installaties over.',
    },
    lastSeenIn: 'Voor het laatst gezien in {country}, {when}.',
    neverSeen: 'Nog niet op een netwerk gezien.',
    dataLeft: 'Nog {left} over.',
  },
  steps: {
    title: 'Zo gaat het verder',
    step: 'Stap {number}',
    onIphone: 'Op een iPhone',
    onAndroid: 'Op een Android-telefoon',
    iphone: [
      {
        title: 'Tik op Sta toe en dan op Ga door',
        text:
          'Je iPhone vraagt twee keer of de eSIM moet worden toegevoegd. Dat duurt ongeveer een ' +
          'minuut.',
      },
      {
        title: 'Houd je eigen nummer',
        text: 'Laat bellen en berichten op je gewone lijn. Kies de nieuwe eSIM voor mobiele data.',
      },
      {
        title: 'Sta bij aankomst roaming toe',
        text:
          'Instellingen, Mobiel netwerk, de nieuwe eSIM: zet ‘Dataroaming’ aan. Je pakket dekt ' +
          'het.',
      },
    ],
    android: [
      {
        title: 'Tik op Downloaden en dan op Inschakelen',
        text:
          'Je telefoon vraagt of de eSIM moet worden toegevoegd. Dat duurt ongeveer ' +
          'een minuut.',
      },
      {
        title: 'Houd je eigen nummer',
        text: 'Laat bellen en berichten op je gewone sim. Kies de nieuwe eSIM voor mobiele data.',
      },
      {
        title: 'Sta bij aankomst roaming toe',
        text:
          'Instellingen, Netwerk en internet, Simkaarten, de nieuwe eSIM: zet ‘Roaming’ aan. Je ' +
          'pakket dekt het.',
      },
    ],
  },
  help: {
    title: 'Als het niet werkt',
    noData: { title: 'Geen data na de landing', text: 'Vijf dingen om na te gaan, op volgorde' },
    checks: [
      {
        title: 'Sta dataroaming toe',
        text: 'Zet het voor deze eSIM aan in de instellingen. Je pakket dekt het.',
      },
      {
        title: 'Gebruik deze eSIM voor mobiele data',
        text: 'Kies hem in de instellingen en schakel hem in als hij uit staat.',
      },
      {
        title: 'Laat de APN zoals hij is',
        text: 'De eSIM brengt zijn eigen mee. Maak het veld leeg als je een andere hebt ingevuld.',
      },
      {
        title: 'Kies zelf een netwerk',
        text: 'Zet automatische netwerkkeuze uit en probeer elk netwerk uit de lijst.',
      },
      { title: 'Start de telefoon opnieuw', text: 'Wacht daarna twee minuten.' },
    ],
    enterApn: {
      title: 'Voer de APN in',
      text: 'Voer in de instellingen van deze eSIM {apn} in als toegangspunt (APN).',
    },
    known: 'Wat we weten',
    moved: {
      title: 'Nieuwe telefoon of eSIM verwijderd',
      text: 'Hij kan opnieuw worden geïnstalleerd',
    },
    movedText:
      'Verwijder de eSIM van de oude telefoon terwijl die op wifi is. Open daarna deze pagina ' +
      'op de nieuwe en installeer hem opnieuw.',
    keep: 'Houd de eSIM op de telefoon: voor meer data is geen nieuwe nodig.',
  },
  contact: {
    title: 'Vragen?',
    page: 'Hulppagina’s',
    mail: 'E-mail',
    call: 'Bellen',
    shop: 'Meer data kopen',
    ask: 'Vraag het {name}',
  },
  replaced: {
    title: 'Deze eSIM is vervangen',
    text: 'Een andere heeft zijn plaats ingenomen, en je data staat daar al.',
    open: 'Nieuwe eSIM openen',
  },
  missing: {
    title: 'Link niet gevonden',
    text: 'De link is onvolledig of niet meer geldig.',
    advice: 'Open hem opnieuw vanuit het bericht dat je kreeg, of vraag het je aanbieder.',
  },
  unsubscribe: {
    title: 'Afmelden?',
    text:
      'U krijgt geen e-mails meer over data die bijna op is of bundels die verlopen. ' +
      'E-mails met uw eSIM blijven komen.',
    button: 'Afmelden',
    done: {
      title: 'U bent afgemeld',
      text: 'U krijgt geen e-mails meer over data die bijna op is of bundels die verlopen.',
    },
  },
  customer: {
    title: 'Je mobiele data',
    left: 'over',
    leftOf: '{left} van {total} over',
    asOf: 'Stand: {when}',
    daysLeft: { one: 'nog {count} dag', other: 'nog {count} dagen' },
    packages: 'Pakketten',
    sharedBy: 'Op {names}',
    noPackages: 'Je hebt geen actief datapakket. Koop meer data om weer online te gaan.',
    earlier: 'Eerdere pakketten',
    esims: 'eSIM’s',
    open: 'Openen',
    install: 'Installeren',
    countries: 'Waar het werkt',
    findCountry: 'Zoek een land',
    utc: 'Tijden zijn in UTC.',
    myData: 'Mijn data en pakketten',
  },
  today: {
    left: 'Vandaag nog {left}',
    used: 'Vandaag {used} gebruikt',
    unlimited: 'Onbeperkte data',
    next: 'Volgende dag: {when}',
    slow: 'Nu langzamer: {speed}',
  },
  start: {
    title: 'Dit pakket starten?',
    text: 'De geldigheid begint nu en is niet te stoppen.',
    button: 'Starten',
    confirm: 'Nu starten',
    cancel: 'Nog niet',
  },
  states: {
    PENDING: 'Onderweg',
    WAITING: 'Niet gestart',
    ACTIVE: 'Actief',
    DEPLETED: 'Opgebruikt',
    EXPIRED: 'Verlopen',
  },
  profileStates: {
    RELEASED: 'Niet geïnstalleerd',
    INSTALLED: 'Geïnstalleerd',
    DISABLED: 'Uitgeschakeld',
    ERROR: 'Defect',
  },
  validity: {
    until: 'Geldig tot {date}',
    endless: 'Zonder einddatum',
    pending: 'Je pakket wordt voorbereid.',
    firstUse: 'Begint als je voor het eerst online gaat, uiterlijk op {date}',
    onDemand: 'Begint als jij of je aanbieder het start, uiterlijk op {date}',
    ended: 'Geëindigd op {date}',
  },
};
