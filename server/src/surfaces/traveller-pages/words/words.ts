import type { Plural } from '../../../kernel/traveller-format.ts';

/** A heading with the sentences under it. */
export type TitledText = { title: string; text: string };

/** Every text of the pages, in one language. `{name}` stands for a value. */
export type Words = {
  /** The language's own name. */
  languageName: string;
  language: string;
  install: TitledText;
  /** For an eSIM that cannot be, or need not be, installed now. */
  notices: Record<'INSTALLED' | 'DISABLED' | 'ERROR' | 'USED_UP' | 'SUSPENDED', TitledText>;
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
    scan: TitledText;
    qrAlt: string;
    send: string;
    sendByMail: string;
    copyLink: string;
    copy: string;
    copied: string;
    title: string;
    codes: TitledText;
    codesOnIphone: string;
    codesOnAndroid: string;
    smdpAddress: string;
    matchingId: string;
    confirmationCode: string;
    wholeCode: string;
    otherPhone: TitledText;
    pdf: TitledText;
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
    iphone: readonly [TitledText, TitledText, TitledText];
    android: readonly [TitledText, TitledText, TitledText];
  };
  help: {
    title: string;
    noData: TitledText;
    checks: readonly [TitledText, TitledText, TitledText, TitledText, TitledText];
    /** In place of the check about the APN, where there is one to enter: `{apn}`. */
    enterApn: TitledText;
    known: string;
    moved: TitledText;
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
  replaced: TitledText & { open: string };
  missing: TitledText & { advice: string };
  unsubscribe: TitledText & { button: string; done: TitledText };
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
  /** Of data by day, with `{left}`, `{used}`, `{when}` and `{speed}`. */
  today: Record<'left' | 'used' | 'unlimited' | 'next' | 'slow', string>;
  start: TitledText & { button: string; confirm: string; cancel: string };
  states: Record<'PENDING' | 'WAITING' | 'ACTIVE' | 'DEPLETED' | 'EXPIRED', string>;
  profileStates: Record<'RELEASED' | 'INSTALLED' | 'DISABLED' | 'ERROR', string>;
  /** `{date}`. */
  validity: Record<'until' | 'firstUse' | 'onDemand' | 'ended', string> &
    Record<'endless' | 'pending', string>;
};
