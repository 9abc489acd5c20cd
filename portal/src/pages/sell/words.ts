import type { Words } from '../../words/language.tsx';

const en = {
  titles: {
    register: 'Sell a package',
    'top-up': 'Top up',
    'top-up-with-profile': 'Sell with a further eSIM',
  },
  item: 'Package',
  itemHint: 'Name or country',
  nothing: 'No item of your inventory matches',
  email: 'Customer’s email',
  emailHelp: 'Optional. A new customer with a new eSIM is created.',
  reference: 'Metatag',
  referenceHelp: 'Your own reference, such as an order number.',
  mode: 'Starts',
  modes: { FIRST_USE: 'When first used', NOW: 'At once', ON_DEMAND: 'When you start it' },
  customerPays: 'Customer pays you',
  youPay: 'Taken from credits',
  fromStock: 'Taken from prepaid stock',
  oneUnit: '1 unit',
  after: 'Credits afterwards',
  unitsAfter: 'Stock afterwards',
  sell: (amount: string) => `Sell for ${amount}`,
  sellPlain: 'Sell',
  done: (name: string) => `${name} is sold.`,
  pending: (name: string) =>
    `${name} is ordered from the carrier and will be delivered in a moment.`,
  tooLittle: 'Your credits do not cover this.',
};

const de: typeof en = {
  titles: {
    register: 'Paket verkaufen',
    'top-up': 'Aufladen',
    'top-up-with-profile': 'Mit weiterer eSIM verkaufen',
  },
  item: 'Paket',
  itemHint: 'Name oder Land',
  nothing: 'Nichts im Sortiment passt',
  email: 'E-Mail des Kunden',
  emailHelp: 'Freiwillig. Ein neuer Kunde mit neuer eSIM wird angelegt.',
  reference: 'Metatag',
  referenceHelp: 'Ihr eigenes Zeichen, etwa eine Bestellnummer.',
  mode: 'Beginnt',
  modes: { FIRST_USE: 'Mit der ersten Nutzung', NOW: 'Sofort', ON_DEMAND: 'Wenn Sie es starten' },
  customerPays: 'Kunde zahlt Ihnen',
  youPay: 'Vom Guthaben',
  fromStock: 'Aus dem Vorrat',
  oneUnit: '1 Stück',
  after: 'Guthaben danach',
  unitsAfter: 'Vorrat danach',
  sell: (amount) => `Für ${amount} verkaufen`,
  sellPlain: 'Verkaufen',
  done: (name) => `${name} ist verkauft.`,
  pending: (name) => `${name} ist beim Netzbetreiber bestellt und gleich da.`,
  tooLittle: 'Ihr Guthaben reicht dafür nicht.',
};

export const sellWords: Words<typeof en> = { en, de };
