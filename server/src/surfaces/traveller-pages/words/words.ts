import type { Plural } from '../../../kernel/traveller-format.ts';

/** A heading with the sentences under it. */
export type Told = { title: string; text: string };

/** Every text of the pages, in one language. `{name}` stands for a value. */
export type Words = {
  /** The language's own name. */
  languageName: string;
  language: string;
  install: Told;
  /** For an eSIM that cannot be, or need not be, installed now. */
  notices: Record<'INSTALLED' | 'DISABLED' | 'ERROR' | 'USED_UP' | 'SUSPENDED', Told>;
  ticket: {
    validFor: string;
    days: Plural;
    noEnd: string;
    starts: string;
    atFirstUse: string;
    onRequest: string;
    preparing: string;
    expires: string;
    left: string;
    more: Plural;
    none: string;
    /** `{count}` countries. */
    countries: Plural;
    /** `{country}`. */
    worksIn: string;
  };
  button: Record<'iphone' | 'ipad' | 'android', string>;
  ways: {
    wifi: string;
    oldIphone: string;
    /** `{app}` is the app that shows the page. */
    insideApp: string;
    scan: Told;
    qrAlt: string;
    send: string;
    sendByMail: string;
    copyLink: string;
    copy: string;
    copied: string;
    title: string;
    codes: Told;
    codesOnIphone: string;
    codesOnAndroid: string;
    smdpAddress: string;
    matchingId: string;
    confirmationCode: string;
    wholeCode: string;
    otherPhone: Told;
    pdf: Told;
    again: string;
  };
  devices: {
    title: string;
    hint: Plural;
    label: string;
    search: string;
    found: Plural;
    none: string;
    exceptions: string;
  };
  status: {
    notInstalled: string;
    installed: string;
    off: string;
    faulty: string;
    installationsLeft: Plural;
    /** `{when}` and `{country}`. */
    lastSeenIn: string;
    neverSeen: string;
    /** `{left}`. */
    dataLeft: string;
  };
  steps: {
    title: string;
    /** `{number}`. */
    step: string;
    onIphone: string;
    onAndroid: string;
    iphone: readonly [Told, Told, Told];
    android: readonly [Told, Told, Told];
  };
  help: {
    title: string;
    noData: Told;
    checks: readonly [Told, Told, Told, Told, Told];
    /** In place of the check about the APN, where there is one to enter: `{apn}`. */
    enterApn: Told;
    known: string;
    moved: Told;
    movedText: string;
    keep: string;
  };
  contact: {
    title: string;
    page: string;
    mail: string;
    call: string;
    shop: string;
    /** `{name}` of the reseller. */
    ask: string;
  };
  replaced: Told & { open: string };
  missing: Told & { advice: string };
  unsubscribe: Told & { button: string; done: Told };
  customer: {
    title: string;
    left: string;
    /** `{left}` of `{total}`. */
    leftOf: string;
    /** `{when}`. */
    asOf: string;
    daysLeft: Plural;
    packages: string;
    /** `{names}` of eSIMs. */
    sharedBy: string;
    noPackages: string;
    earlier: string;
    esims: string;
    open: string;
    install: string;
    countries: string;
    findCountry: string;
    utc: string;
    myData: string;
  };
  start: Told & { button: string; confirm: string; cancel: string };
  states: Record<'PENDING' | 'WAITING' | 'ACTIVE' | 'DEPLETED' | 'EXPIRED', string>;
  profileStates: Record<'RELEASED' | 'INSTALLED' | 'DISABLED' | 'ERROR', string>;
  /** `{date}`. */
  validity: Record<'until' | 'firstUse' | 'onDemand' | 'ended', string> &
    Record<'endless' | 'pending', string>;
};
