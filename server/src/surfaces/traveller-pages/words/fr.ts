import type { Words } from './words.ts';

export const FRENCH: Words = {
  languageName: 'Français',
  language: 'Langue',
  install: { title: 'Installer votre eSIM', text: 'Vos données mobiles sont prêtes.' },
  notices: {
    INSTALLED: {
      title: 'Votre eSIM est installée',
      text: 'Elle est sur un téléphone, prête à l’emploi. Il n’y a plus rien à faire ici.',
    },
    DISABLED: {
      title: 'Votre eSIM est désactivée',
      text:
        'Elle est sur un téléphone. Activez-la dans les réglages, sous «\u00a0Données ' +
        'mobiles\u00a0».',
    },
    ERROR: {
      title: 'Cette eSIM est défectueuse',
      text: 'Demandez-en une nouvelle à votre fournisseur. Vos données sont conservées.',
    },
    USED_UP: {
      title: 'Cette eSIM ne peut plus être installée',
      text:
        'Elle a été installée autant de fois que possible. Demandez-en une nouvelle à votre ' +
        'fournisseur. Vos données sont conservées.',
    },
    SUSPENDED: {
      title: 'Cette eSIM est suspendue',
      text: 'Elle ne peut pas se connecter pour le moment. Demandez la raison à votre fournisseur.',
    },
  },
  ticket: {
    validFor: 'Validité',
    days: { one: '{count} jour', other: '{count} jours' },
    noEnd: 'sans date de fin',
    starts: 'Début',
    atFirstUse: 'à la première utilisation',
    onRequest: 'quand vous le démarrez',
    preparing: 'en préparation',
    expires: 'Fin',
    left: 'Données restantes',
    more: {
      one: '{count} autre forfait sur cette eSIM',
      other: '{count} autres forfaits sur cette eSIM',
    },
    none: 'Aucun forfait n’est actif sur cette eSIM.',
    countries: { one: 'Valable dans {count} pays', other: 'Valable dans {count} pays' },
    worksIn: 'Valable ici\u00a0: {country}',
  },
  button: {
    iphone: 'Installer sur cet iPhone',
    ipad: 'Installer sur cet iPad',
    android: 'Installer sur ce téléphone',
  },
  ways: {
    wifi: 'Restez en Wi-Fi. Cela prend environ deux minutes, de préférence avant le départ.',
    oldIphone:
      'L’installation en un geste demande iOS 17.4. Sur cet appareil, saisissez les codes à la ' +
      'main.',
    insideApp:
      '{app} peut bloquer l’installation. Ouvrez cette page dans votre navigateur\u00a0: ' +
      'touchez le menu, puis «\u00a0Ouvrir dans le navigateur\u00a0».',
    scan: {
      title: 'Scannez avec votre téléphone',
      text: 'Pointez l’appareil photo du téléphone qui recevra l’eSIM vers ce code.',
    },
    qrAlt: 'Code QR avec le code d’activation de cette eSIM',
    send: 'Ou envoyez cette page à votre téléphone',
    sendByMail: 'Envoyer par e-mail',
    copyLink: 'Copier le lien',
    copy: 'Copier',
    copied: 'Copié',
    title: 'Autres méthodes',
    codes: { title: 'Saisir les codes à la main', text: 'Si le bouton ou le code QR ne fait rien' },
    codesOnIphone:
      'iPhone\u00a0: Réglages, Données cellulaires, Ajouter une eSIM, Utiliser un code QR, ' +
      'Saisir les détails manuellement.',
    codesOnAndroid:
      'Android\u00a0: Paramètres, Réseau et Internet, Cartes SIM, Ajouter une eSIM, Saisir ' +
      'manuellement.',
    smdpAddress: 'Adresse SM-DP+',
    matchingId: 'Code d’activation',
    confirmationCode: 'Code de confirmation, si le téléphone le demande',
    wholeCode: 'Les deux en un, pour Android',
    otherPhone: { title: 'Installer sur un autre téléphone', text: 'Affiche un code QR à scanner' },
    pdf: { title: 'Enregistrer en PDF', text: 'Une page avec le code et les étapes' },
    again: 'L’installer à nouveau',
  },
  devices: {
    title: 'Mon téléphone accepte-t-il une eSIM\u00a0?',
    hint: { one: 'Chercher parmi {count} modèle', other: 'Chercher parmi {count} modèles' },
    label: 'Modèle, par exemple iPhone 15 ou Galaxy S24',
    search: 'Chercher',
    found: {
      one: '{count} modèle accepte une eSIM',
      other: '{count} modèles acceptent une eSIM',
    },
    none:
      'Ce modèle n’est pas dans notre liste. Composez *#06#\u00a0: un téléphone qui affiche un ' +
      'EID accepte une eSIM.',
    exceptions:
      'La plupart des téléphones vendus en Chine continentale n’acceptent pas d’eSIM, ni ' +
      'certains vendus à Hong Kong et Macao. Un téléphone verrouillé par un opérateur peut la ' +
      'refuser.',
  },
  status: {
    notInstalled: 'Pas encore installée.',
    installed: 'Installée.',
    off: 'Désactivée.',
    faulty: 'Défectueuse.',
    installationsLeft: {
      one: 'Encore {count} installation possible.',
      other: 'Encore {count} installations possibles.',
    },
    lastSeenIn: 'Vue pour la dernière fois\u00a0: {country}, {when}.',
    neverSeen: 'Pas encore vue sur un réseau.',
    dataLeft: 'Il reste {left}.',
  },
  steps: {
    title: 'La suite',
    step: 'Étape {number}',
    onIphone: 'Sur un iPhone',
    onAndroid: 'Sur un téléphone Android',
    iphone: [
      {
        title: 'Touchez Autoriser, puis Continuer',
        text:
          'Votre iPhone demande deux fois s’il faut ajouter l’eSIM. Cela prend environ une ' +
          'minute.',
      },
      {
        title: 'Gardez votre numéro',
        text:
          'Laissez les appels et messages sur votre ligne habituelle. Choisissez la nouvelle ' +
          'eSIM pour les données mobiles.',
      },
      {
        title: 'À l’arrivée, autorisez l’itinérance',
        text:
          'Réglages, Données cellulaires, la nouvelle eSIM\u00a0: activez «\u00a0Données à ' +
          'l’étranger\u00a0». Votre forfait les couvre.',
      },
    ],
    android: [
      {
        title: 'Touchez Télécharger, puis Activer',
        text: 'Votre téléphone demande s’il faut ajouter l’eSIM. Cela prend environ une minute.',
      },
      {
        title: 'Gardez votre numéro',
        text:
          'Laissez les appels et messages sur votre SIM habituelle. Choisissez la nouvelle eSIM ' +
          'pour les données mobiles.',
      },
      {
        title: 'À l’arrivée, autorisez l’itinérance',
        text:
          'Paramètres, Réseau et Internet, Cartes SIM, la nouvelle eSIM\u00a0: activez ' +
          '«\u00a0Itinérance\u00a0». Votre forfait la couvre.',
      },
    ],
  },
  help: {
    title: 'Si cela ne marche pas',
    noData: { title: 'Pas de données à l’arrivée', text: 'Cinq points à vérifier, dans l’ordre' },
    checks: [
      {
        title: 'Autorisez l’itinérance des données',
        text: 'Activez-la pour cette eSIM dans les réglages. Votre forfait la couvre.',
      },
      {
        title: 'Utilisez cette eSIM pour les données',
        text: 'Choisissez-la dans les réglages, et activez-la si elle est désactivée.',
      },
      {
        title: 'Ne changez pas l’APN',
        text: 'L’eSIM apporte le sien. Videz le champ si vous en avez saisi un autre.',
      },
      {
        title: 'Choisissez le réseau à la main',
        text: 'Désactivez la sélection automatique et essayez chaque réseau de la liste.',
      },
      { title: 'Redémarrez le téléphone', text: 'Attendez ensuite deux minutes.' },
    ],
    enterApn: {
      title: 'Saisissez l’APN',
      text: 'Dans les réglages de cette eSIM, saisissez {apn} comme point d’accès (APN).',
    },
    known: 'Ce que nous savons',
    moved: {
      title: 'Nouveau téléphone, ou eSIM supprimée',
      text: 'Elle peut être installée à nouveau',
    },
    movedText:
      'Supprimez l’eSIM sur l’ancien téléphone pendant qu’il est en Wi-Fi. Ouvrez ensuite cette ' +
      'page sur le nouveau et installez-la à nouveau.',
    keep: 'Gardez l’eSIM sur le téléphone\u00a0: d’autres données n’en demandent pas une nouvelle.',
  },
  contact: {
    title: 'Des questions\u00a0?',
    page: 'Pages d’aide',
    mail: 'E-mail',
    call: 'Appeler',
    shop: 'Acheter des données',
    ask: 'Demander à {name}',
  },
  replaced: {
    title: 'Cette eSIM a été remplacée',
    text: 'Une autre a pris sa place, et vos données y sont déjà.',
    open: 'Ouvrir la nouvelle eSIM',
  },
  missing: {
    title: 'Lien introuvable',
    text: 'Le lien est incomplet ou n’est plus valable.',
    advice: 'Ouvrez-le à nouveau depuis le message reçu, ou demandez à votre fournisseur.',
  },
  unsubscribe: {
    title: 'Se désabonner ?',
    text:
      'Vous ne recevrez plus d’e-mails sur vos données presque épuisées ou vos forfaits ' +
      'qui expirent. Les e-mails avec votre eSIM vous parviendront toujours.',
    button: 'Se désabonner',
    done: {
      title: 'Vous êtes désabonné',
      text:
        'Vous ne recevrez plus d’e-mails sur vos données presque épuisées ou vos forfaits ' +
        'qui expirent.',
    },
  },
  customer: {
    title: 'Vos données mobiles',
    left: 'disponibles',
    leftOf: '{left} restants sur {total}',
    asOf: 'État au {when}',
    daysLeft: { one: 'encore {count} jour', other: 'encore {count} jours' },
    packages: 'Forfaits',
    sharedBy: 'Sur {names}',
    noPackages:
      'Vous n’avez aucun forfait actif. Achetez des données pour vous connecter à nouveau.',
    earlier: 'Forfaits précédents',
    esims: 'eSIM',
    open: 'Ouvrir',
    install: 'Installer',
    countries: 'Où cela fonctionne',
    findCountry: 'Chercher un pays',
    utc: 'Heures en UTC.',
    myData: 'Mes données et forfaits',
  },
  today: {
    left: '{left} restants aujourd’hui',
    used: '{used} utilisés aujourd’hui',
    unlimited: 'Données illimitées',
    next: 'Jour suivant : {when}',
    slow: 'Plus lent pour le moment : {speed}',
  },
  start: {
    title: 'Démarrer ce forfait\u00a0?',
    text: 'Sa validité commence maintenant et ne peut pas être arrêtée.',
    button: 'Démarrer',
    confirm: 'Démarrer maintenant',
    cancel: 'Pas encore',
  },
  states: {
    PENDING: 'En route',
    WAITING: 'Pas démarré',
    ACTIVE: 'Actif',
    DEPLETED: 'Épuisé',
    EXPIRED: 'Expiré',
  },
  profileStates: {
    RELEASED: 'Pas installée',
    INSTALLED: 'Installée',
    DISABLED: 'Désactivée',
    ERROR: 'Défectueuse',
  },
  validity: {
    until: 'Valable jusqu’au {date}',
    endless: 'Sans date de fin',
    pending: 'Votre forfait est en préparation.',
    firstUse: 'Commence à votre première connexion, au plus tard le {date}',
    onDemand: 'Commence quand vous ou votre fournisseur le démarrez, au plus tard le {date}',
    ended: 'Terminé le {date}',
  },
};
