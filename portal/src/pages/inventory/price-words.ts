import type { Words } from '../../words/language.tsx';

const en = {
  setPrices: 'Set prices',
  title: (count: number, shown: string) =>
    count === 1 ? 'Set the price of 1 item' : `Set prices of ${shown} items`,
  titlePlain: 'Set prices',
  scope: 'Which items',
  scopes: {
    selected: (count: string) => `${count} selected`,
    filtered: (name: string) => `All of “${name}”`,
    all: 'All items',
  },
  method: 'Method',
  methods: { margin: 'Margin', factor: 'Factor', amount: 'Fixed amount' },
  values: { margin: 'Margin', factor: 'Factor', amount: 'Amount' },
  units: { margin: '% of retail', factor: '× wholesale', amount: 'USD more' },
  rounding: 'Round up to',
  roundings: { to_99: '.99', to_49: '.49', whole: 'Whole', none: 'None' },
  floor: 'Never below wholesale plus',
  rise: 'Rise',
  fall: 'Fall',
  stay: 'Stay',
  averageMargin: 'Average margin',
  volume: 'At last month’s volume',
  tabs: { all: 'All', warnings: 'Warnings', falling: 'Falling' },
  warningsFirst: 'Warnings first',
  item: 'Item',
  wholesale: 'Wholesale',
  now: 'Now',
  next: 'New',
  margin: 'Margin',
  warning: 'Warning',
  warnings: {
    below_cost: 'Below cost',
    below_cost_now: 'Below cost until now',
    lower: (by: string) => `Falls by ${by}`,
    more_than_double: 'More than doubles',
  },
  keep: 'Keep this rule',
  keepAlone: 'Keep the rule',
  keepText: 'New wholesale prices are then priced the same way.',
  keepNot: 'A rule needs all items, a country set or a tag.',
  save: (count: number, shown: string) => (count === 1 ? 'Save 1 price' : `Save ${shown} prices`),
  saved: (count: number, shown: string) =>
    count === 1 ? '1 price is saved.' : `${shown} prices are saved.`,
  savedRule: (count: number, shown: string) =>
    count === 0
      ? 'No price changes, and the rule is kept.'
      : count === 1
        ? '1 price is saved, and the rule is kept.'
        : `${shown} prices are saved, and the rule is kept.`,
  nothing: 'No price would change.',
  moved: 'Prices changed since the preview',
  movedText: 'Nothing was saved. This is the new preview; save it if it is right.',
  ruleName: {
    all: (how: string) => `All items: ${how}`,
    some: (of: string, how: string) => `${of}: ${how}`,
  },
  how: {
    margin: (value: string) => `${value} % margin`,
    factor: (value: string) => `${value} × wholesale`,
    amount: (value: string) => `wholesale plus ${value} USD`,
  },
  rules: 'Pricing rules',
  rulesText:
    'When a wholesale price changes, the newest rule that fits the item sets its retail price.',
  noRules: 'No rules yet',
  noRulesText: 'Set prices and keep the rule: new wholesale prices are then priced the same way.',
  ruleFloor: (amount: string) => `at least ${amount} above wholesale`,
  ruleRounding: (to: string) => `rounded up to ${to}`,
  made: (date: string) => `since ${date}`,
  remove: 'Delete',
  removeTitle: (name: string) => `Delete the rule “${name}”?`,
  removeText: 'Prices stay as they are. They no longer follow the wholesale price by this rule.',
  removed: 'The rule is deleted.',
  importCsv: 'Import prices',
  exportCsv: 'Export prices',
  file: 'CSV',
  fileHelp:
    'Export the prices, change the column retailPrice, and choose or paste the file. Lines without a price are left as they are.',
  check: 'Preview',
  errors: (count: number, shown: string) =>
    count === 1 ? '1 line is wrong' : `${shown} lines are wrong`,
  errorsText: 'Nothing is saved while a line is wrong.',
  belowCost: (count: number, shown: string) =>
    count === 1 ? 'One price is below cost.' : `${shown} prices are below cost.`,
  confirmLoss: 'Sell at a loss',
};

const de: typeof en = {
  setPrices: 'Preise setzen',
  title: (count, shown) =>
    count === 1 ? 'Preis von 1 Artikel setzen' : `Preise von ${shown} Artikeln setzen`,
  titlePlain: 'Preise setzen',
  scope: 'Welche Artikel',
  scopes: {
    selected: (count) => `${count} ausgewählt`,
    filtered: (name) => `Alle von „${name}“`,
    all: 'Alle Artikel',
  },
  method: 'Verfahren',
  methods: { margin: 'Marge', factor: 'Faktor', amount: 'Fester Betrag' },
  values: { margin: 'Marge', factor: 'Faktor', amount: 'Betrag' },
  units: { margin: '% vom Preis', factor: '× Einkauf', amount: 'USD mehr' },
  rounding: 'Aufrunden auf',
  roundings: { to_99: ',99', to_49: ',49', whole: 'Ganze', none: 'Nicht' },
  floor: 'Nie unter Einkauf plus',
  rise: 'Steigen',
  fall: 'Fallen',
  stay: 'Bleiben',
  averageMargin: 'Mittlere Marge',
  volume: 'Bei den Mengen der letzten 30 Tage',
  tabs: { all: 'Alle', warnings: 'Warnungen', falling: 'Fallende' },
  warningsFirst: 'Warnungen zuerst',
  item: 'Artikel',
  wholesale: 'Einkauf',
  now: 'Jetzt',
  next: 'Neu',
  margin: 'Marge',
  warning: 'Warnung',
  warnings: {
    below_cost: 'Unter Einkauf',
    below_cost_now: 'Bisher unter Einkauf',
    lower: (by) => `Fällt um ${by}`,
    more_than_double: 'Mehr als verdoppelt',
  },
  keep: 'Regel behalten',
  keepAlone: 'Regel behalten',
  keepText: 'Neue Einkaufspreise werden dann ebenso berechnet.',
  keepNot: 'Eine Regel gilt für alle Artikel, eine Ländergruppe oder ein Schlagwort.',
  save: (count, shown) => (count === 1 ? '1 Preis speichern' : `${shown} Preise speichern`),
  saved: (count, shown) =>
    count === 1 ? '1 Preis ist gespeichert.' : `${shown} Preise sind gespeichert.`,
  savedRule: (count, shown) =>
    count === 0
      ? 'Kein Preis ändert sich, die Regel gilt weiter.'
      : count === 1
        ? '1 Preis ist gespeichert, die Regel gilt weiter.'
        : `${shown} Preise sind gespeichert, die Regel gilt weiter.`,
  nothing: 'Kein Preis würde sich ändern.',
  moved: 'Preise haben sich seit der Vorschau geändert',
  movedText:
    'Nichts wurde gespeichert. Dies ist die neue Vorschau; speichern Sie sie, wenn sie stimmt.',
  ruleName: {
    all: (how) => `Alle Artikel: ${how}`,
    some: (of, how) => `${of}: ${how}`,
  },
  how: {
    margin: (value) => `${value} % Marge`,
    factor: (value) => `${value} × Einkauf`,
    amount: (value) => `Einkauf plus ${value} USD`,
  },
  rules: 'Preisregeln',
  rulesText: 'Ändert sich ein Einkaufspreis, setzt die neueste passende Regel den Verkaufspreis.',
  noRules: 'Noch keine Regeln',
  noRulesText:
    'Setzen Sie Preise und behalten Sie die Regel: Neue Einkaufspreise werden dann ebenso berechnet.',
  ruleFloor: (amount) => `mindestens ${amount} über Einkauf`,
  ruleRounding: (to) => `aufgerundet auf ${to}`,
  made: (date) => `seit ${date}`,
  remove: 'Löschen',
  removeTitle: (name) => `Regel „${name}“ löschen?`,
  removeText: 'Die Preise bleiben. Sie folgen dem Einkaufspreis nicht mehr nach dieser Regel.',
  removed: 'Die Regel ist gelöscht.',
  importCsv: 'Preise einlesen',
  exportCsv: 'Preise ausgeben',
  file: 'CSV',
  fileHelp:
    'Geben Sie die Preise aus, ändern Sie die Spalte retailPrice, und wählen oder fügen Sie die Datei ein. Zeilen ohne Preis bleiben, wie sie sind.',
  check: 'Vorschau',
  errors: (count, shown) => (count === 1 ? '1 Zeile ist falsch' : `${shown} Zeilen sind falsch`),
  errorsText: 'Solange eine Zeile falsch ist, wird nichts gespeichert.',
  belowCost: (count, shown) =>
    count === 1
      ? 'Ein Preis liegt unter dem Einkauf.'
      : `${shown} Preise liegen unter dem Einkauf.`,
  confirmLoss: 'Mit Verlust verkaufen',
};

export const priceWords: Words<typeof en> = { en, de };
