import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Data packages',
  sub: (count: string) => `${count} to choose from`,
  search: 'Name or country set',
  country: 'Country',
  countrySet: 'Country set',
  size: 'Volume',
  sizes: {
    '0-1023': 'Less than 1 GB',
    '1024-3072': '1 to 3 GB',
    '3073-10240': '3 to 10 GB',
    '10241-': 'More than 10 GB',
  } as Record<string, string>,
  validity: 'Validity',
  validities: {
    '0-7': 'Up to 7 days',
    '8-30': '8 to 30 days',
    '31-': 'Longer than 30 days',
  } as Record<string, string>,
  priceFrom: (date: string) => `Wholesale from ${date}`,
  price: 'Wholesale',
  prices: {
    '0-4.99': 'Less than 5 USD',
    '5-14.99': '5 to 15 USD',
    '15-39.99': '15 to 40 USD',
    '40-': '40 USD and more',
  } as Record<string, string>,
  offered: 'Inventory',
  offeredOnly: 'In your inventory',
  notOffered: 'Not in your inventory',
  inInventory: 'In inventory',
  map: 'Map',
  mapLabel: (count: string) =>
    `World map: data packages work in ${count} countries and territories`,
  mapText: (count: string) =>
    `Data packages work in ${count} countries and territories. Click a country to see its packages.`,
  mapChosen: (country: string) => `Packages that work in ${country} are listed below.`,
  mapNone: (country: string) => `No data package works in ${country}.`,
  package: 'Package',
  days: (count: string) => `${count} days`,
  unlimited: 'no expiry',
  suggested: 'Suggested retail',
  empty: 'No data packages yet',
  emptyText: 'What the platform sells to you appears here, with your wholesale prices.',
  offer: 'Add to inventory',
  offerMany: (count: string) => `Add ${count} to inventory`,
  offerTitle: (count: number, shown: string) =>
    count === 1 ? 'Add to inventory' : `Add ${shown} packages to the inventory`,
  takeOut: 'Remove',
  takeOutMany: (count: string) => `Remove ${count}`,
  takeOutTitle: (count: number, shown: string) =>
    count === 1
      ? 'Remove the package from the inventory?'
      : `Remove ${shown} packages from the inventory?`,
  takeOutText:
    'They are no longer for sale, and their retail prices are deleted. Packages that were sold keep working. Items with prepaid stock are kept.',
  takenOut: (count: number, shown: string) =>
    count === 1
      ? 'The package was removed from the inventory.'
      : `${shown} packages were removed from the inventory.`,
  toInventory: 'Open in inventory',
  countries: 'Countries',
  networks: 'Networks',
  networksUnknown: 'not known',
  productId: 'Product ID',
  kinds: { worldwide: 'Worldwide', region: 'Region', country: 'Country' },
  notHere: 'This package is not in the list',
  notHereText: 'It is hidden by the filters, or the platform no longer sells it.',
  name: 'Name',
  nameOf: (name: string) => `Name of ${name}`,
  retail: 'Retail price',
  retailOf: (name: string) => `Retail price of ${name}`,
  margin: 'Margin',
  cost: 'Wholesale',
  leaveOut: (name: string) => `Leave out ${name}`,
  atOnce: 'On sale at once',
  atOnceText: 'Otherwise they stay switched off until you switch them on.',
  belowCost: (count: number, shown: string) =>
    count === 1 ? 'One price is below cost.' : `${shown} prices are below cost.`,
  confirmLoss: 'Sell at a loss',
  save: (count: number, shown: string) =>
    count === 1 ? 'Add the package' : `Add ${shown} packages`,
  saved: (count: number, shown: string) =>
    count === 1 ? 'The package is in your inventory.' : `${shown} packages are in your inventory.`,
  failed: (count: number, shown: string) =>
    count === 1 ? 'One package was not added.' : `${shown} packages were not added.`,
  adding: (done: string, all: string) => `${done} of ${all}`,
  sets: {
    starter: 'Add the starter set',
    everything: 'Add everything',
    starterTitle: 'Add the starter set?',
    everythingTitle: 'Add everything?',
    starterText:
      'Adds the worldwide and regional packages that your inventory lacks, on sale at once, each at twice its wholesale price rounded up to .99.',
    everythingText:
      'Adds all packages that your inventory lacks, on sale at once, each at twice its wholesale price rounded up to .99.',
    done: (count: string) => `${count} packages were added.`,
  },
  more: 'More',
};

const de: typeof en = {
  title: 'Datenpakete',
  sub: (count) => `${count} zur Auswahl`,
  search: 'Name oder Ländergruppe',
  country: 'Land',
  countrySet: 'Ländergruppe',
  size: 'Datenmenge',
  sizes: {
    '0-1023': 'Weniger als 1 GB',
    '1024-3072': '1 bis 3 GB',
    '3073-10240': '3 bis 10 GB',
    '10241-': 'Mehr als 10 GB',
  },
  validity: 'Gültigkeit',
  validities: {
    '0-7': 'Bis 7 Tage',
    '8-30': '8 bis 30 Tage',
    '31-': 'Länger als 30 Tage',
  },
  priceFrom: (date) => `Einkauf ab ${date}`,
  price: 'Einkauf',
  prices: {
    '0-4.99': 'Weniger als 5 USD',
    '5-14.99': '5 bis 15 USD',
    '15-39.99': '15 bis 40 USD',
    '40-': '40 USD und mehr',
  },
  offered: 'Sortiment',
  offeredOnly: 'In Ihrem Sortiment',
  notOffered: 'Nicht in Ihrem Sortiment',
  inInventory: 'Im Sortiment',
  map: 'Karte',
  mapLabel: (count) => `Weltkarte: Datenpakete gelten in ${count} Ländern und Gebieten`,
  mapText: (count) =>
    `Datenpakete gelten in ${count} Ländern und Gebieten. Ein Klick auf ein Land zeigt seine Pakete.`,
  mapChosen: (country) => `Darunter stehen die Pakete, die in ${country} gelten.`,
  mapNone: (country) => `In ${country} gilt kein Datenpaket.`,
  package: 'Paket',
  days: (count) => `${count} Tage`,
  unlimited: 'ohne Ablauf',
  suggested: 'Preisempfehlung',
  empty: 'Noch keine Datenpakete',
  emptyText: 'Was die Plattform Ihnen verkauft, erscheint hier mit Ihren Einkaufspreisen.',
  offer: 'Ins Sortiment',
  offerMany: (count) => `${count} ins Sortiment`,
  offerTitle: (count, shown) =>
    count === 1 ? 'Ins Sortiment aufnehmen' : `${shown} Pakete ins Sortiment aufnehmen`,
  takeOut: 'Herausnehmen',
  takeOutMany: (count) => `${count} herausnehmen`,
  takeOutTitle: (count, shown) =>
    count === 1
      ? 'Das Paket aus dem Sortiment nehmen?'
      : `${shown} Pakete aus dem Sortiment nehmen?`,
  takeOutText:
    'Sie sind dann nicht mehr im Verkauf, und ihre Verkaufspreise sind weg. Verkaufte Pakete gelten weiter. Artikel mit Vorrat bleiben.',
  takenOut: (count, shown) =>
    count === 1
      ? 'Das Paket ist nicht mehr im Sortiment.'
      : `${shown} Pakete sind nicht mehr im Sortiment.`,
  toInventory: 'Im Sortiment öffnen',
  countries: 'Länder',
  networks: 'Netze',
  networksUnknown: 'nicht bekannt',
  productId: 'Produkt-ID',
  kinds: { worldwide: 'Weltweit', region: 'Region', country: 'Land' },
  notHere: 'Dieses Paket steht nicht in der Liste',
  notHereText: 'Die Filter lassen es weg, oder die Plattform verkauft es nicht mehr.',
  name: 'Name',
  nameOf: (name) => `Name von ${name}`,
  retail: 'Verkaufspreis',
  retailOf: (name) => `Verkaufspreis von ${name}`,
  margin: 'Marge',
  cost: 'Einkauf',
  leaveOut: (name) => `${name} weglassen`,
  atOnce: 'Sofort im Verkauf',
  atOnceText: 'Sonst bleiben sie ausgeschaltet, bis Sie sie einschalten.',
  belowCost: (count, shown) =>
    count === 1
      ? 'Ein Preis liegt unter dem Einkauf.'
      : `${shown} Preise liegen unter dem Einkauf.`,
  confirmLoss: 'Mit Verlust verkaufen',
  save: (count, shown) => (count === 1 ? 'Paket aufnehmen' : `${shown} Pakete aufnehmen`),
  saved: (count, shown) =>
    count === 1 ? 'Das Paket ist im Sortiment.' : `${shown} Pakete sind im Sortiment.`,
  failed: (count, shown) =>
    count === 1
      ? 'Ein Paket wurde nicht aufgenommen.'
      : `${shown} Pakete wurden nicht aufgenommen.`,
  adding: (done, all) => `${done} von ${all}`,
  sets: {
    starter: 'Startauswahl aufnehmen',
    everything: 'Alles aufnehmen',
    starterTitle: 'Startauswahl aufnehmen?',
    everythingTitle: 'Alles aufnehmen?',
    starterText:
      'Nimmt die weltweiten und regionalen Pakete auf, die im Sortiment fehlen: sofort im Verkauf, zum doppelten Einkaufspreis, aufgerundet auf ,99.',
    everythingText:
      'Nimmt alle Pakete auf, die im Sortiment fehlen: sofort im Verkauf, zum doppelten Einkaufspreis, aufgerundet auf ,99.',
    done: (count) => `${count} Pakete wurden aufgenommen.`,
  },
  more: 'Mehr',
};

export const catalogueWords: Words<typeof en> = { en, de };
