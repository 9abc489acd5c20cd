import type { Words } from './words.ts';

export const POLISH: Words = {
  languageName: 'Polski',
  language: 'Język',
  install: { title: 'Zainstaluj swoją kartę eSIM', text: 'Twój internet mobilny jest gotowy.' },
  notices: {
    INSTALLED: {
      title: 'Twoja karta eSIM jest zainstalowana',
      text: 'Jest w telefonie i gotowa do użycia. Tutaj nie trzeba już nic robić.',
    },
    DISABLED: {
      title: 'Twoja karta eSIM jest wyłączona',
      text: 'Jest w telefonie. Włącz ją w ustawieniach, w części „Dane komórkowe”.',
    },
    ERROR: {
      title: 'Ta karta eSIM jest uszkodzona',
      text: 'Poproś dostawcę o nową. Twoje dane pozostają do wykorzystania.',
    },
    USED_UP: {
      title: 'Tej karty eSIM nie można już zainstalować',
      text:
        'Zainstalowano ją tyle razy, ile to możliwe. Poproś dostawcę o nową. Twoje dane ' +
        'pozostają do wykorzystania.',
    },
    SUSPENDED: {
      title: 'Ta karta eSIM jest zawieszona',
      text: 'W tej chwili nie może połączyć się z siecią. Zapytaj dostawcę o powód.',
    },
  },
  ticket: {
    validFor: 'Ważność',
    days: { one: '{count} dzień', few: '{count} dni', many: '{count} dni', other: '{count} dnia' },
    noEnd: 'bez daty końca',
    starts: 'Początek',
    atFirstUse: 'przy pierwszym użyciu',
    onRequest: 'gdy go uruchomisz',
    preparing: 'w przygotowaniu',
    expires: 'Koniec',
    left: 'Pozostało',
    more: {
      one: 'jeszcze {count} pakiet na tej karcie eSIM',
      few: 'jeszcze {count} pakiety na tej karcie eSIM',
      many: 'jeszcze {count} pakietów na tej karcie eSIM',
      other: 'jeszcze {count} pakietu na tej karcie eSIM',
    },
    none: 'Na tej karcie eSIM nie ma aktywnego pakietu.',
    countries: {
      one: 'Działa w {count} kraju',
      few: 'Działa w {count} krajach',
      many: 'Działa w {count} krajach',
      other: 'Działa w {count} krajach',
    },
    worksIn: 'Działa tutaj: {country}',
  },
  button: {
    iphone: 'Zainstaluj na tym iPhonie',
    ipad: 'Zainstaluj na tym iPadzie',
    android: 'Zainstaluj na tym telefonie',
  },
  ways: {
    wifi: 'Pozostań w sieci Wi-Fi. Zajmie to około dwóch minut, najlepiej przed podróżą.',
    oldIphone:
      'Instalacja jednym dotknięciem wymaga systemu iOS 17.4. Na tym urządzeniu wpisz kody ' +
      'ręcznie.',
    insideApp:
      '{app} może blokować instalację. Otwórz tę stronę w przeglądarce: dotknij menu, a potem ' +
      '„Otwórz w przeglądarce”.',
    scan: {
      title: 'Zeskanuj telefonem',
      text: 'Skieruj na ten kod aparat telefonu, na którym ma być karta eSIM.',
    },
    qrAlt: 'Kod QR z kodem aktywacyjnym tej karty eSIM',
    send: 'Albo wyślij tę stronę na telefon',
    sendByMail: 'Wyślij e-mailem',
    copyLink: 'Kopiuj link',
    copy: 'Kopiuj',
    copied: 'Skopiowano',
    title: 'Inne sposoby',
    codes: { title: 'Wpisz kody ręcznie', text: 'Jeśli przycisk lub kod QR nie działa' },
    codesOnIphone:
      'iPhone: Ustawienia, Sieć komórkowa, Dodaj eSIM, Użyj kodu QR, Wprowadź dane ręcznie.',
    codesOnAndroid: 'Android: Ustawienia, Sieć i internet, Karty SIM, Dodaj eSIM, Wpisz ręcznie.',
    smdpAddress: 'Adres SM-DP+',
    matchingId: 'Kod aktywacyjny',
    confirmationCode: 'Kod potwierdzenia, gdy telefon o niego zapyta',
    wholeCode: 'Oba razem, dla Androida',
    otherPhone: { title: 'Zainstaluj na innym telefonie', text: 'Pokazuje kod QR do zeskanowania' },
    pdf: { title: 'Zapisz jako PDF', text: 'Jedna kartka z kodem i krokami' },
    again: 'Zainstaluj ponownie',
  },
  devices: {
    title: 'Czy mój telefon obsługuje eSIM?',
    hint: {
      one: 'Szukaj w {count} modelu',
      few: 'Szukaj wśród {count} modeli',
      many: 'Szukaj wśród {count} modeli',
      other: 'Szukaj wśród {count} modeli',
    },
    label: 'Model, na przykład iPhone 15 lub Galaxy S24',
    search: 'Szukaj',
    found: {
      one: '{count} model obsługuje eSIM',
      few: '{count} modele obsługują eSIM',
      many: '{count} modeli obsługuje eSIM',
      other: '{count} modelu obsługuje eSIM',
    },
    none:
      'Tego modelu nie ma na naszej liście. Wybierz *#06#: telefon, który pokazuje EID, ' +
      'obsługuje eSIM.',
    exceptions:
      'Większość telefonów sprzedanych w Chinach kontynentalnych nie obsługuje eSIM, podobnie ' +
      'jak część z Hongkongu i Makau. Telefon z blokadą operatora może ją odrzucić.',
  },
  status: {
    notInstalled: 'Jeszcze niezainstalowana.',
    installed: 'Zainstalowana.',
    off: 'Wyłączona.',
    faulty: 'Uszkodzona.',
    installationsLeft: {
      one: 'Pozostała {count} instalacja.',
      few: 'Pozostały {count} instalacje.',
      many: 'Pozostało {count} instalacji.',
      other: 'Pozostało {count} instalacji.',
    },
    lastSeenIn: 'Ostatnio widziana tutaj: {country}, {when}.',
    neverSeen: 'Jeszcze niewidziana w żadnej sieci.',
    dataLeft: 'Pozostało {left}.',
  },
  steps: {
    title: 'Co dalej',
    step: 'Krok {number}',
    onIphone: 'Na iPhonie',
    onAndroid: 'Na telefonie z Androidem',
    iphone: [
      {
        title: 'Dotknij „Pozwól”, potem „Dalej”',
        text: 'iPhone dwa razy zapyta, czy dodać kartę eSIM. Zajmie to około minuty.',
      },
      {
        title: 'Zachowaj swój numer',
        text:
          'Połączenia i wiadomości zostaw na dotychczasowej linii. Do danych komórkowych ' +
          'wybierz nową kartę eSIM.',
      },
      {
        title: 'Na miejscu zezwól na roaming',
        text:
          'Ustawienia, Sieć komórkowa, nowa karta eSIM: włącz „Roaming danych”. Pakiet go ' +
          'obejmuje.',
      },
    ],
    android: [
      {
        title: 'Dotknij „Pobierz”, potem „Włącz”',
        text: 'Telefon zapyta, czy dodać kartę eSIM. Zajmie to około minuty.',
      },
      {
        title: 'Zachowaj swój numer',
        text:
          'Połączenia i wiadomości zostaw na dotychczasowej karcie. Do danych komórkowych ' +
          'wybierz nową kartę eSIM.',
      },
      {
        title: 'Na miejscu zezwól na roaming',
        text:
          'Ustawienia, Sieć i internet, Karty SIM, nowa karta eSIM: włącz „Roaming”. Pakiet go ' +
          'obejmuje.',
      },
    ],
  },
  help: {
    title: 'Jeśli to nie działa',
    noData: { title: 'Brak danych po przylocie', text: 'Pięć rzeczy do sprawdzenia, po kolei' },
    checks: [
      {
        title: 'Zezwól na roaming danych',
        text: 'Włącz go dla tej karty eSIM w ustawieniach. Pakiet go obejmuje.',
      },
      {
        title: 'Użyj tej karty eSIM do danych',
        text: 'Wybierz ją w ustawieniach i włącz, jeśli jest wyłączona.',
      },
      {
        title: 'Zostaw APN bez zmian',
        text: 'Karta eSIM ma własny. Wyczyść pole, jeśli wpisano inny.',
      },
      {
        title: 'Wybierz sieć ręcznie',
        text: 'Wyłącz automatyczny wybór sieci i wypróbuj każdą sieć z listy.',
      },
      { title: 'Uruchom telefon ponownie', text: 'Potem odczekaj dwie minuty.' },
    ],
    enterApn: {
      title: 'Wpisz APN',
      text: 'W ustawieniach tej karty eSIM wpisz {apn} jako punkt dostępu (APN).',
    },
    known: 'Co wiemy',
    moved: {
      title: 'Nowy telefon lub usunięta karta eSIM',
      text: 'Można ją zainstalować ponownie',
    },
    movedText:
      'Usuń kartę eSIM ze starego telefonu, gdy jest w sieci Wi-Fi. Potem otwórz tę stronę na ' +
      'nowym i zainstaluj ją ponownie.',
    keep: 'Zostaw kartę eSIM w telefonie: więcej danych nie wymaga nowej.',
  },
  contact: {
    title: 'Pytania?',
    page: 'Strony pomocy',
    mail: 'E-mail',
    call: 'Zadzwoń',
    shop: 'Kup więcej danych',
    ask: 'Zapytaj: {name}',
  },
  replaced: {
    title: 'Ta karta eSIM została wymieniona',
    text: 'Jej miejsce zajęła inna, a Twoje dane już tam są.',
    open: 'Otwórz nową kartę eSIM',
  },
  missing: {
    title: 'Nie znaleziono linku',
    text: 'Link jest niepełny lub już nieważny.',
    advice: 'Otwórz go ponownie z otrzymanej wiadomości albo zapytaj dostawcę.',
  },
  unsubscribe: {
    title: 'Zrezygnować z subskrypcji?',
    text:
      'Nie będziesz już otrzymywać wiadomości o kończących się danych i wygasających ' +
      'pakietach. Wiadomości z Twoją kartą eSIM będą nadal przychodzić.',
    button: 'Zrezygnuj z subskrypcji',
    done: {
      title: 'Zrezygnowano z subskrypcji',
      text:
        'Nie będziesz już otrzymywać wiadomości o kończących się danych i wygasających ' +
        'pakietach.',
    },
  },
  customer: {
    title: 'Twój internet mobilny',
    left: 'do wykorzystania',
    leftOf: 'Pozostało {left} z {total}',
    asOf: 'Stan na {when}',
    daysLeft: {
      one: 'jeszcze {count} dzień',
      few: 'jeszcze {count} dni',
      many: 'jeszcze {count} dni',
      other: 'jeszcze {count} dnia',
    },
    packages: 'Pakiety',
    sharedBy: 'Na {names}',
    noPackages: 'Nie masz aktywnego pakietu. Kup więcej danych, aby znów być online.',
    earlier: 'Wcześniejsze pakiety',
    esims: 'Karty eSIM',
    open: 'Otwórz',
    install: 'Zainstaluj',
    countries: 'Gdzie działa',
    findCountry: 'Znajdź kraj',
    utc: 'Godziny podano w UTC.',
    myData: 'Moje dane i pakiety',
  },
  today: {
    left: 'Na dziś pozostało {left}',
    used: 'Dziś zużyto {used}',
    unlimited: 'Dane bez limitu',
    next: 'Następny dzień: {when}',
    slow: 'Teraz wolniej: {speed}',
  },
  start: {
    title: 'Uruchomić ten pakiet?',
    text: 'Jego ważność zaczyna się teraz i nie można jej zatrzymać.',
    button: 'Uruchom',
    confirm: 'Uruchom teraz',
    cancel: 'Jeszcze nie',
  },
  states: {
    PENDING: 'W drodze',
    WAITING: 'Nieuruchomiony',
    ACTIVE: 'Aktywny',
    DEPLETED: 'Zużyty',
    EXPIRED: 'Wygasł',
  },
  profileStates: {
    RELEASED: 'Niezainstalowana',
    INSTALLED: 'Zainstalowana',
    DISABLED: 'Wyłączona',
    ERROR: 'Uszkodzona',
  },
  validity: {
    until: 'Ważny do {date}',
    endless: 'Bez daty końca',
    pending: 'Twój pakiet jest przygotowywany.',
    firstUse: 'Zaczyna się przy pierwszym połączeniu, najpóźniej {date}',
    onDemand: 'Zaczyna się, gdy uruchomisz go Ty lub dostawca, najpóźniej {date}',
    ended: 'Zakończony {date}',
  },
};
