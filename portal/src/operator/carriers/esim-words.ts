import type { Words } from '../../words/language.tsx';

const en = {
  title: 'The eSIM at the supplier',
  read: 'Ask the supplier how it is',
  state: 'State there',
  usage: 'Used there',
  place: 'Seen last',
  requests: 'Requests to the supplier',
  asked: 'The supplier is asked within seconds',
  message: 'Text message',
  verbs: {
    cancel: 'Cancel at the supplier',
    suspend: 'Suspend at the supplier',
    resume: 'Resume at the supplier',
    sms: 'Send text message',
  },
  titles: {
    cancel: 'Cancel the eSIM at the supplier?',
    suspend: 'Suspend the eSIM at the supplier?',
    resume: 'Resume the eSIM at the supplier?',
    sms: 'Send this text message?',
  },
  effects: {
    cancel: 'The traveller cannot use it any more. What the supplier gives back is shown here.',
    suspend: 'The traveller is offline until it is resumed at the supplier.',
    resume: 'The traveller can use the network again.',
    sms: 'The supplier sends it to the eSIM, and may charge for it.',
  },
  states: {
    WAITING: 'waits for a worker',
    ASKING: 'is being asked',
    DONE: 'done',
    REFUSED: 'refused',
    UNKNOWN: 'outcome unknown',
  },
  outcomes: {
    refunded: 'the supplier gave back',
    revoked: 'cancelled without a refund',
    requested: 'the supplier decides about a refund',
  },
};
const de: typeof en = {
  title: 'Die eSIM beim Lieferanten',
  read: 'Den Lieferanten nach ihr fragen',
  state: 'Zustand dort',
  usage: 'Dort verbraucht',
  place: 'Zuletzt gesehen',
  requests: 'Anfragen an den Lieferanten',
  asked: 'Der Lieferant wird in Sekunden gefragt',
  message: 'Textnachricht',
  verbs: {
    cancel: 'Beim Lieferanten stornieren',
    suspend: 'Beim Lieferanten sperren',
    resume: 'Beim Lieferanten entsperren',
    sms: 'Textnachricht senden',
  },
  titles: {
    cancel: 'eSIM beim Lieferanten stornieren?',
    suspend: 'eSIM beim Lieferanten sperren?',
    resume: 'eSIM beim Lieferanten entsperren?',
    sms: 'Diese Textnachricht senden?',
  },
  effects: {
    cancel:
      'Der Reisende kann sie nicht mehr benutzen. Was der Lieferant zurückgibt, steht dann hier.',
    suspend: 'Der Reisende ist offline, bis sie beim Lieferanten entsperrt wird.',
    resume: 'Der Reisende kann das Netz wieder benutzen.',
    sms: 'Der Lieferant sendet sie an die eSIM und berechnet sie vielleicht.',
  },
  states: {
    WAITING: 'wartet',
    ASKING: 'wird gerade gefragt',
    DONE: 'erledigt',
    REFUSED: 'abgelehnt',
    UNKNOWN: 'Ausgang unbekannt',
  },
  outcomes: {
    refunded: 'der Lieferant gab zurück',
    revoked: 'ohne Erstattung storniert',
    requested: 'der Lieferant entscheidet über eine Erstattung',
  },
};
export const esimWords: Words<typeof en> = { en, de };
