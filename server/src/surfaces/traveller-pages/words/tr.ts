import type { Words } from './words.ts';

export const TURKISH: Words = {
  languageName: 'Türkçe',
  language: 'Dil',
  install: { title: 'eSIM’inizi yükleyin', text: 'Mobil veriniz hazır.' },
  notices: {
    INSTALLED: {
      title: 'eSIM’iniz yüklü',
      text: 'Bir telefonda ve kullanıma hazır. Burada yapılacak başka bir şey yok.',
    },
    DISABLED: {
      title: 'eSIM’iniz kapalı',
      text: 'Bir telefonda. Telefonun ayarlarında mobil veri bölümünden açın.',
    },
    ERROR: {
      title: 'Bu eSIM arızalı',
      text: 'Sağlayıcınızdan yenisini isteyin. Veriniz korunur.',
    },
    USED_UP: {
      title: 'Bu eSIM yeniden yüklenemez',
      text:
        'Mümkün olduğu kadar çok kez yüklendi. Sağlayıcınızdan yenisini isteyin. Veriniz ' +
        'korunur.',
    },
    SUSPENDED: {
      title: 'Bu eSIM askıya alındı',
      text: 'Şu anda internete bağlanamaz. Nedenini sağlayıcınıza sorun.',
    },
  },
  ticket: {
    validFor: 'Geçerlilik',
    days: { one: '{count} gün', other: '{count} gün' },
    noEnd: 'bitiş tarihi yok',
    starts: 'Başlangıç',
    atFirstUse: 'ilk kullanımda',
    onRequest: 'siz başlatınca',
    preparing: 'hazırlanıyor',
    expires: 'Bitiş',
    left: 'Kalan veri',
    more: {
      one: 'bu eSIM’de {count} paket daha',
      other: 'bu eSIM’de {count} paket daha',
    },
    none: 'Bu eSIM’de etkin bir veri paketi yok.',
    countries: { one: '{count} ülkede geçerli', other: '{count} ülkede geçerli' },
    worksIn: 'Geçerli olduğu yer: {country}',
  },
  button: {
    iphone: 'Bu iPhone’a yükle',
    ipad: 'Bu iPad’e yükle',
    android: 'Bu telefona yükle',
  },
  ways: {
    wifi: 'Wi-Fi’de kalın. Yaklaşık iki dakika sürer; en iyisi yolculuktan önce yapmaktır.',
    oldIphone: 'Tek dokunuşla yükleme iOS 17.4 gerektirir. Bu aygıtta kodları elle girin.',
    insideApp:
      '{app} yüklemeyi engelleyebilir. Bu sayfayı tarayıcınızda açın: menüye, sonra “Tarayıcıda ' +
      'aç”a dokunun.',
    scan: {
      title: 'Telefonunuzla tarayın',
      text: 'eSIM’i alacak telefonun kamerasını bu koda tutun.',
    },
    qrAlt: 'Bu eSIM’in etkinleştirme kodunu içeren QR kodu',
    send: 'Ya da bu sayfayı telefonunuza gönderin',
    sendByMail: 'E-postayla gönder',
    copyLink: 'Bağlantıyı kopyala',
    copy: 'Kopyala',
    copied: 'Kopyalandı',
    title: 'Başka yollar',
    codes: { title: 'Kodları elle girin', text: 'Düğme ya da QR kodu çalışmıyorsa' },
    codesOnIphone: 'iPhone: Ayarlar, Hücresel, eSIM Ekle, QR Kodu Kullan, Ayrıntıları Elle Gir.',
    codesOnAndroid: 'Android: Ayarlar, Ağ ve internet, SIM’ler, eSIM ekle, Elle gir.',
    smdpAddress: 'SM-DP+ adresi',
    matchingId: 'Etkinleştirme kodu',
    confirmationCode: 'Onay kodu, telefon sorarsa',
    wholeCode: 'İkisi bir arada, Android için',
    otherPhone: { title: 'Başka bir telefona yükle', text: 'Taranacak bir QR kodu gösterir' },
    pdf: { title: 'PDF olarak kaydet', text: 'Kod ve adımlarla tek sayfa' },
    again: 'Yeniden yükle',
  },
  devices: {
    title: 'Telefonum eSIM destekliyor mu?',
    hint: { one: '{count} model içinde ara', other: '{count} model içinde ara' },
    label: 'Model, örneğin iPhone 15 ya da Galaxy S24',
    search: 'Ara',
    found: { one: '{count} model eSIM destekliyor', other: '{count} model eSIM destekliyor' },
    none: 'Bu model listemizde yok. *#06# tuşlayın: EID gösteren bir telefon eSIM destekler.',
    exceptions:
      'Çin anakarasında satılan telefonların çoğu eSIM desteklemez; Hong Kong ve Makao’da ' +
      'satılan bazıları da. Bir operatöre kilitli telefon eSIM’i reddedebilir.',
  },
  status: {
    notInstalled: 'Henüz yüklenmedi.',
    installed: 'Yüklü.',
    off: 'Kapalı.',
    faulty: 'Arızalı.',
    installationsLeft: {
      one: '{count} yükleme hakkı kaldı.',
      other: '{count} yükleme hakkı kaldı.',
    },
    lastSeenIn: 'Son görüldüğü yer: {country}, {when}.',
    neverSeen: 'Henüz bir ağda görülmedi.',
    dataLeft: '{left} kaldı.',
  },
  steps: {
    title: 'Sonra ne olacak',
    step: '{number}. adım',
    onIphone: 'iPhone’da',
    onAndroid: 'Android telefonda',
    iphone: [
      {
        title: 'İzin Ver’e, sonra Sürdür’e dokunun',
        text:
          'iPhone’unuz eSIM’in eklenip eklenmeyeceğini iki kez sorar. Yaklaşık bir ' +
          'dakika sürer.',
      },
      {
        title: 'Kendi numaranızı koruyun',
        text:
          'Aramaları ve mesajları her zamanki hattınızda bırakın. Mobil veri için yeni eSIM’i ' +
          'seçin.',
      },
      {
        title: 'Varınca dolaşıma izin verin',
        text: 'Ayarlar, Hücresel, yeni eSIM: “Veride Dolaşım”ı açın. Paketiniz bunu kapsar.',
      },
    ],
    android: [
      {
        title: 'İndir’e, sonra Aç’a dokunun',
        text: 'Telefonunuz eSIM’in eklenip eklenmeyeceğini sorar. Yaklaşık bir dakika sürer.',
      },
      {
        title: 'Kendi numaranızı koruyun',
        text:
          'Aramaları ve mesajları her zamanki SIM’inizde bırakın. Mobil veri için yeni eSIM’i ' +
          'seçin.',
      },
      {
        title: 'Varınca dolaşıma izin verin',
        text:
          'Ayarlar, Ağ ve internet, SIM’ler, yeni eSIM: “Dolaşım”ı açın. Paketiniz ' +
          'bunu kapsar.',
      },
    ],
  },
  help: {
    title: 'Çalışmıyorsa',
    noData: { title: 'İnişten sonra veri yok', text: 'Sırayla bakılacak beş şey' },
    checks: [
      {
        title: 'Veri dolaşımına izin verin',
        text: 'Telefonun ayarlarında bu eSIM için açın. Paketiniz bunu kapsar.',
      },
      {
        title: 'Mobil veri için bu eSIM’i kullanın',
        text: 'Ayarlarda seçin ve kapalıysa açın.',
      },
      {
        title: 'APN’yi değiştirmeyin',
        text: 'eSIM kendi APN’sini getirir. Başka bir tane girdiyseniz alanı boşaltın.',
      },
      {
        title: 'Ağı elle seçin',
        text: 'Otomatik ağ seçimini kapatın ve listedeki her ağı deneyin.',
      },
      { title: 'Telefonu yeniden başlatın', text: 'Sonra iki dakika bekleyin.' },
    ],
    enterApn: {
      title: 'APN’yi girin',
      text: 'Bu eSIM’in ayarlarında erişim noktası (APN) olarak {apn} girin.',
    },
    known: 'Bildiklerimiz',
    moved: { title: 'Yeni telefon ya da silinen eSIM', text: 'Yeniden yüklenebilir' },
    movedText:
      'Eski telefon Wi-Fi’deyken eSIM’i oradan silin. Sonra bu sayfayı yeni telefonda açıp ' +
      'yeniden yükleyin.',
    keep: 'eSIM’i telefonda tutun: daha fazla veri için yenisi gerekmez.',
  },
  contact: {
    title: 'Sorularınız mı var?',
    page: 'Yardım sayfaları',
    mail: 'E-posta',
    call: 'Ara',
    shop: 'Daha fazla veri al',
    ask: 'Sorun: {name}',
  },
  replaced: {
    title: 'Bu eSIM değiştirildi',
    text: 'Yerini bir başkası aldı ve veriniz şimdiden orada.',
    open: 'Yeni eSIM’i aç',
  },
  missing: {
    title: 'Bağlantı bulunamadı',
    text: 'Bağlantı eksik ya da artık geçerli değil.',
    advice: 'Aldığınız iletiden yeniden açın ya da sağlayıcınıza sorun.',
  },
  unsubscribe: {
    title: 'Abonelikten çıkılsın mı?',
    text:
      'Azalan veri veya süresi dolan paketler hakkında artık e-posta almayacaksınız. ' +
      'eSIM’inizi içeren e-postalar size ulaşmaya devam eder.',
    button: 'Abonelikten çık',
    done: {
      title: 'Abonelikten çıktınız',
      text: 'Azalan veri veya süresi dolan paketler hakkında artık e-posta almayacaksınız.',
    },
  },
  customer: {
    title: 'Mobil veriniz',
    left: 'kaldı',
    leftOf: '{total} içinden {left} kaldı',
    asOf: '{when} itibarıyla',
    daysLeft: { one: '{count} gün kaldı', other: '{count} gün kaldı' },
    packages: 'Paketler',
    sharedBy: '{names} üzerinde',
    noPackages: 'Etkin bir veri paketiniz yok. Yeniden bağlanmak için veri satın alın.',
    earlier: 'Önceki paketler',
    esims: 'eSIM’ler',
    open: 'Aç',
    install: 'Yükle',
    countries: 'Nerede geçerli',
    findCountry: 'Ülke ara',
    utc: 'Saatler UTC’ye göredir.',
    myData: 'Verim ve paketlerim',
  },
  today: {
    left: 'Bugün {left} kaldı',
    used: 'Bugün {used} kullanıldı',
    unlimited: 'Sınırsız veri',
    next: 'Sonraki gün: {when}',
    slow: 'Şimdilik daha yavaş: {speed}',
  },
  start: {
    title: 'Bu paket başlatılsın mı?',
    text: 'Geçerliliği şimdi başlar ve durdurulamaz.',
    button: 'Başlat',
    confirm: 'Şimdi başlat',
    cancel: 'Henüz değil',
  },
  states: {
    PENDING: 'Yolda',
    WAITING: 'Başlamadı',
    ACTIVE: 'Etkin',
    DEPLETED: 'Tükendi',
    EXPIRED: 'Süresi doldu',
  },
  profileStates: {
    RELEASED: 'Yüklü değil',
    INSTALLED: 'Yüklü',
    DISABLED: 'Kapalı',
    ERROR: 'Arızalı',
  },
  validity: {
    until: '{date} tarihine kadar geçerli',
    endless: 'Bitiş tarihi yok',
    pending: 'Paketiniz hazırlanıyor.',
    firstUse: 'İlk bağlandığınızda, en geç {date} tarihinde başlar',
    onDemand: 'Siz ya da sağlayıcınız başlatınca, en geç {date} tarihinde başlar',
    ended: '{date} tarihinde bitti',
  },
};
