/** The texts of the pages, in the words of a traveller; other languages say the same. */
export const ENGLISH = {
  languageName: 'English',
  install: {
    title: 'Install your eSIM',
    lead: 'Your mobile data is ready. Connect to Wi‑Fi and choose one of three ways.',
    here: 'On this phone',
    hereHint: 'Installing on this phone? Tap the button for it.',
    iphone: 'Install on iPhone',
    iphoneHint: 'iOS 17.4 or newer',
    android: 'Install on Android',
    androidHint: 'recent phones',
    scan: 'With the QR code',
    scanHint: 'You read this on another screen: point the phone’s camera at the code.',
    qrAlt: 'QR code with the activation code of this eSIM',
    byHand: 'Enter the details manually',
    byHandHint:
      'Choose to add an eSIM in the phone’s settings, then to enter the details. Hold a text ' +
      'to copy it.',
    smdpAddress: 'SM-DP+ address',
    matchingId: 'Activation code',
    wholeCode: 'Activation code for Android',
    afterwards: 'Then',
    steps: [
      'Choose the new eSIM for mobile data.',
      'Switch data roaming on for it.',
      'Where you arrive, give it a minute to find a network.',
    ],
    keep: 'Keep the eSIM on the phone: more data needs no new one.',
    timesLeft: (left: number) =>
      left === 1 ? 'It can be installed once more.' : `It can be installed ${left} more times.`,
    timesInAll: (limit: number) => `It can be installed ${limit} times in all.`,
    showAgain: 'Show the code again',
  },
  notices: {
    INSTALLED: {
      title: 'This eSIM is installed',
      text: 'It is on a phone. There is nothing left to do here.',
    },
    DISABLED: {
      title: 'This eSIM is switched off',
      text: 'It is on a phone. Switch it on in the phone’s settings, under mobile data.',
    },
    ERROR: {
      title: 'This eSIM has a fault',
      text: 'Ask whoever sold it to you for a new one. Your data is kept.',
    },
    USED_UP: {
      title: 'This eSIM cannot be installed again',
      text: 'It was installed as often as possible. Ask for a new one; your data is kept.',
    },
  },
  replaced: {
    title: 'This eSIM was replaced',
    text: 'Another one has taken its place, and your data is there already.',
    open: 'Open the new eSIM',
  },
  missing: {
    title: 'Link not found',
    text: 'The link is incomplete, or what it led to is gone.',
    advice: 'Open it again from the message that you got, or ask whoever sold you the eSIM.',
  },
  support: { title: 'Questions?', page: 'Help pages', shop: 'Buy more data' },
  customer: {
    title: 'Your mobile data',
    left: 'left to use',
    leftOf: (left: string, total: string) => `${left} of ${total} left`,
    sharedBy: (names: string) => `On ${names}`,
    packages: 'Packages',
    noPackages: 'You have no active data plan. Top up to go online again.',
    earlier: 'Earlier packages',
    esims: 'eSIMs',
    openEsim: 'Open',
    installEsim: 'Install',
    countries: (count: number) => `Works in ${count} countries`,
    country: (name: string) => `Works in ${name}`,
    utc: 'Times are in UTC.',
  },
  states: {
    PENDING: 'On its way',
    WAITING: 'Not started',
    ACTIVE: 'Active',
    DEPLETED: 'Used up',
    EXPIRED: 'Expired',
  },
  profileStates: {
    RELEASED: 'Not installed',
    INSTALLED: 'Installed',
    DISABLED: 'Switched off',
    ERROR: 'Faulty',
  },
  validity: {
    until: (date: string) => `Valid until ${date}`,
    endless: 'Without end date',
    pending: 'Your package is being prepared.',
    firstUse: (date: string) => `Starts when you first go online, at the latest on ${date}`,
    onDemand: (date: string) => `Starts when your provider activates it, at the latest on ${date}`,
    ended: (date: string) => `Ended on ${date}`,
  },
};

export type Words = typeof ENGLISH;
