import type { Words } from './words.ts';

export const ENGLISH: Words = {
  languageName: 'English',
  language: 'Language',
  install: { title: 'Install your eSIM', text: 'Your mobile data is ready.' },
  notices: {
    INSTALLED: {
      title: 'Your eSIM is installed',
      text: 'It is on a phone and ready to use. There is nothing left to do here.',
    },
    DISABLED: {
      title: 'Your eSIM is switched off',
      text: 'It is on a phone. Switch it on in the phone’s settings, under mobile data.',
    },
    ERROR: {
      title: 'This eSIM has a fault',
      text: 'Ask your provider for a new one. Your data is kept.',
    },
    USED_UP: {
      title: 'This eSIM cannot be installed again',
      text:
        'It has no installations left. Ask your provider for a new one. Your data is ' + 'kept.',
    },
    SUSPENDED: {
      title: 'This eSIM is suspended',
      text: 'It cannot go online at the moment. Ask your provider why.',
    },
  },
  ticket: {
    validFor: 'Valid for',
    days: { one: '{count} day', other: '{count} days' },
    noEnd: 'no end date',
    starts: 'Starts',
    atFirstUse: 'at first use',
    onRequest: 'when you start it',
    preparing: 'being prepared',
    expires: 'Expires',
    left: 'Data left',
    more: { one: '{count} more package on this eSIM', other: '{count} more packages on this eSIM' },
    none: 'No data package is active on this eSIM.',
    countries: { one: 'Works in {count} country', other: 'Works in {count} countries' },
    worksIn: 'Works in {country}',
  },
  button: {
    iphone: 'Install on this iPhone',
    ipad: 'Install on this iPad',
    android: 'Install on this phone',
  },
  ways: {
    wifi: 'Stay on Wi-Fi. It takes about two minutes, best before you travel.',
    oldIphone: 'Installing with one tap needs iOS 17.4. On this device, enter the codes manually.',
    insideApp:
      '{app} may block the installation. Open this page in your browser: tap the menu, then ' +
      '“Open in browser”.',
    scan: {
      title: 'Scan with your phone',
      text: 'Point the camera of the phone that will use the eSIM at this code.',
    },
    qrAlt: 'QR code with the activation code of this eSIM',
    send: 'Or send this page to your phone',
    sendByMail: 'Send by email',
    copyLink: 'Copy link',
    copy: 'Copy',
    copied: 'Copied',
    title: 'Another way',
    codes: { title: 'Enter the codes manually', text: 'If the button or the QR code does nothing' },
    codesOnIphone:
      'iPhone: Settings, Mobile Service, Add eSIM, Use QR Code, Enter Details Manually.',
    codesOnAndroid: 'Android: Settings, Network and internet, SIMs, Add eSIM, Enter it manually.',
    smdpAddress: 'SM-DP+ address',
    matchingId: 'Activation code',
    confirmationCode: 'Confirmation code, when the phone asks',
    wholeCode: 'Both in one, for Android',
    otherPhone: { title: 'Install on another phone', text: 'Shows a QR code to scan' },
    pdf: { title: 'Save as a PDF', text: 'One sheet with code and steps' },
    again: 'Install it again',
  },
  devices: {
    title: 'Does my phone support eSIM?',
    hint: { one: 'Search {count} model', other: 'Search {count} models' },
    label: 'Model, such as iPhone 15 or Galaxy S24',
    search: 'Search',
    found: {
      one: '{count} model supports eSIM',
      other: '{count} models support eSIM',
    },
    none: 'This model is not in our list. Dial *#06#: a phone that shows an EID supports eSIM.',
    exceptions:
      'Most phones sold in mainland China do not support eSIM, nor do some sold in Hong Kong and ' +
      'Macao. A phone that is locked to an operator may not accept it.',
  },
  status: {
    notInstalled: 'Not installed yet.',
    installed: 'Installed.',
    off: 'Switched off.',
    faulty: 'Faulty.',
    installationsLeft: {
      one: '{count} installation left.',
      other: '{count} installations left.',
    },
    lastSeenIn: 'Last seen in {country}, {when}.',
    neverSeen: 'Not seen on a network yet.',
    dataLeft: '{left} left to use.',
  },
  steps: {
    title: 'What happens next',
    step: 'Step {number}',
    onIphone: 'On an iPhone',
    onAndroid: 'On an Android phone',
    iphone: [
      {
        title: 'Tap Allow, then Continue',
        text: 'Your iPhone asks twice whether to add the eSIM. This takes about a minute.',
      },
      {
        title: 'Keep your own number',
        text:
          'When asked, leave calls and messages on your usual line. Choose the new eSIM for ' +
          'mobile data.',
      },
      {
        title: 'On arrival, allow roaming',
        text:
          'Settings, Mobile Service, the new eSIM: switch on Data Roaming. Your package covers ' +
          'it.',
      },
    ],
    android: [
      {
        title: 'Tap Download, then Turn on',
        text: 'Your phone asks whether to add the eSIM. This takes about a minute.',
      },
      {
        title: 'Keep your own number',
        text: 'Leave calls and messages on your usual SIM. Choose the new eSIM for mobile data.',
      },
      {
        title: 'On arrival, allow roaming',
        text:
          'Settings, Network and internet, SIMs, the new eSIM: switch on Roaming. Your package ' +
          'covers it.',
      },
    ],
  },
  help: {
    title: 'If it does not work',
    noData: { title: 'No data after landing?', text: 'Five things to check, in order' },
    checks: [
      {
        title: 'Allow data roaming',
        text: 'Switch it on for this eSIM in the phone’s settings. Your package covers it.',
      },
      {
        title: 'Use this eSIM for mobile data',
        text: 'Choose it in the settings, and switch it on if it is off.',
      },
      {
        title: 'Leave the APN as it is',
        text: 'The eSIM brings its own. Clear the field if you entered another one.',
      },
      {
        title: 'Choose a network manually',
        text: 'Turn off automatic network selection, and try each network in the list.',
      },
      { title: 'Restart the phone', text: 'Then wait for two minutes.' },
    ],
    enterApn: {
      title: 'Enter the APN',
      text: 'In the settings of this eSIM, enter {apn} as access point (APN).',
    },
    known: 'What we know',
    moved: { title: 'New phone, or eSIM deleted', text: 'It can be installed again' },
    movedText:
      'Delete the eSIM on the old phone while it is on Wi-Fi. Then open this page on the new ' +
      'phone and install it again.',
    keep: 'Keep the eSIM on the phone: you can add data without a new one.',
  },
  contact: {
    title: 'Questions?',
    page: 'Help pages',
    mail: 'Email',
    call: 'Call',
    shop: 'Buy more data',
    ask: 'Ask {name}',
  },
  replaced: {
    title: 'This eSIM was replaced',
    text: 'A new eSIM has replaced it, and your data has moved there.',
    open: 'Open the new eSIM',
  },
  missing: {
    title: 'Link not found',
    text: 'The link is incomplete, or it is no longer valid.',
    advice: 'Open it again from the message that you received, or ask your provider.',
  },
  unsubscribe: {
    title: 'Unsubscribe?',
    text:
      'You will get no more mails about data that runs low or packages that expire. Mails ' +
      'with your eSIM still reach you.',
    button: 'Unsubscribe',
    done: {
      title: 'You are unsubscribed',
      text: 'You will get no more mails about data that runs low or packages that expire.',
    },
  },
  customer: {
    title: 'Your mobile data',
    left: 'left to use',
    leftOf: '{left} of {total} left',
    asOf: 'As of {when}',
    daysLeft: { one: '{count} day left', other: '{count} days left' },
    packages: 'Packages',
    sharedBy: 'On {names}',
    noPackages: 'You have no active data package. Buy more data to go online again.',
    earlier: 'Earlier packages',
    esims: 'eSIMs',
    open: 'Open',
    install: 'Install',
    countries: 'Where it works',
    findCountry: 'Find a country',
    utc: 'Times are in UTC.',
    myData: 'My data and packages',
  },
  today: {
    left: '{left} left today',
    used: '{used} used today',
    unlimited: 'Unlimited data',
    next: 'Next day: {when}',
    slow: 'Slower for now: {speed}',
  },
  start: {
    title: 'Start this package?',
    text: 'Its validity begins now and cannot be paused.',
    button: 'Start',
    confirm: 'Start it now',
    cancel: 'Not yet',
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
    until: 'Valid until {date}',
    endless: 'Without end date',
    pending: 'Your package is being prepared.',
    firstUse: 'Starts when you first go online, at the latest on {date}',
    onDemand: 'Starts when you or your provider start it, at the latest on {date}',
    ended: 'Ended on {date}',
  },
};
