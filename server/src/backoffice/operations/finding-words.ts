import type { Locale } from '../../kernel/locale.ts';

type Phrased = { text: string; advice: string };
/** The owner, the number and the time of what is wrong; `why` is a reason or an error. */
type Facts = { count: number; whose: string; since: string; why: string };
type Phrase = (facts: Facts) => Phrased;

type Worded =
  | 'worker_stopped'
  | 'ledger_unbalanced'
  | 'ledger_unchecked'
  | 'webhooks_failing'
  | 'webhooks_disabled'
  | 'deliveries_late'
  | 'jobs_failed'
  | 'jobs_late'
  | 'mails_failed'
  | 'mails_late'
  | 'orders_unknown'
  | 'orders_unused'
  | 'refunds_open'
  | 'carrier_down'
  | 'carrier_balance_low'
  | 'sold_below_cost'
  | 'stock_orders_refused'
  | 'stock_low'
  | 'sign_in_locked'
  | 'calls_refused'
  | 'sales_unusual'
  | 'refunds_unusual';

const number = (count: number, one: string, more: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${more}`;
const zahl = (count: number, one: string, more: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('de-DE')} ${more}`;
const have = (count: number) => (count === 1 ? 'has' : 'have');

const en: Record<Worded, Phrase> = {
  worker_stopped: ({ since }) => ({
    text: since ? `No worker has run since ${since}.` : 'No worker has run yet.',
    advice: 'Start the worker: until then no mail, webhook or due package is processed.',
  }),
  ledger_unbalanced: ({ count, since }) => ({
    text: `The ledger check of ${since} has ${number(count, 'finding', 'findings')}.`,
    advice: 'Open the check, and sell nothing from the accounts that it names until it is clear.',
  }),
  ledger_unchecked: ({ since }) => ({
    text: `The ledger was last checked at ${since}.`,
    advice: 'Start a check. It runs every hour by itself while a worker runs.',
  }),
  webhooks_failing: ({ count, whose, since, why }) => ({
    text:
      `${number(count, 'webhook', 'webhooks')} of ${whose} ${have(count)} failed since ` +
      `${since}: ${why}.`,
    advice: '',
  }),
  webhooks_disabled: ({ count, whose, since, why }) => ({
    text:
      `${number(count, 'webhook', 'webhooks')} of ${whose} ${have(count)} been ` +
      `disabled since ${since}: ${why}.`,
    advice: 'The reseller enables a webhook again in its portal, and resends what failed.',
  }),
  deliveries_late: ({ count, since }) => ({
    text:
      `${number(count, 'delivery waits', 'deliveries wait')} although the endpoints ` +
      `receive, the oldest since ${since}.`,
    advice: 'Check that a worker runs, and how busy it is.',
  }),
  jobs_failed: ({ count, whose, since, why }) => ({
    text: `${number(count, 'job', 'jobs')} “${whose}” ${have(count)} failed since ${since}: ${why}`,
    advice: 'Remove the cause, then retry the jobs.',
  }),
  jobs_late: ({ count, whose, since }) => ({
    text: `${number(count, 'job', 'jobs')} “${whose}” ${have(count)} been due since ${since}.`,
    advice: 'Check that a worker runs, and how busy it is.',
  }),
  mails_failed: ({ count, whose, since, why }) => ({
    text:
      `${number(count, 'mail', 'mails')} of ${whose} ${have(count)} failed since ` +
      `${since}: ${why}`,
    advice: 'Correct the address or the mail server, then retry the mails.',
  }),
  mails_late: ({ count, since, why }) => ({
    text: `${number(count, 'mail waits', 'mails wait')}, the oldest since ${since}: ${why}`,
    advice: 'Check the mail server, and that a worker runs.',
  }),
  orders_unknown: ({ count, whose, since }) => ({
    text:
      `${number(count, 'order', 'orders')} at ${whose} ${have(count)} had no known ` +
      `outcome since ${since}.`,
    advice: 'Look for them at the carrier, and settle them.',
  }),
  orders_unused: ({ count, whose, since }) => ({
    text:
      `${whose} delivered ${number(count, 'order', 'orders')} that no package got since ` +
      `${since}.`,
    advice: 'Ask the carrier for a refund. A top-up is on the eSIM, and nobody paid for it.',
  }),
  refunds_open: ({ count, whose, since }) => ({
    text:
      `${whose} has not decided about ${number(count, 'refund', 'refunds')}, the oldest asked ` +
      `for on ${since}.`,
    advice: 'Ask the carrier, and record its decision on the page of the order.',
  }),
  carrier_down: ({ whose, since, why }) => ({
    text: `${whose} has failed since ${since}: ${why}`,
    advice: 'Ask the carrier. Plans with further sources are ordered elsewhere meanwhile.',
  }),
  carrier_balance_low: ({ whose, why }) => ({
    text: `Little money is left at ${whose}: ${why}.`,
    advice: 'Add funds at the carrier. Orders that the balance does not pay are not sent.',
  }),
  sold_below_cost: ({ count, whose }) => ({
    text: `${number(count, 'data plan is', 'data plans are')} sold below the cost: ${whose}.`,
    advice: 'Raise the prices, or take a cheaper source.',
  }),
  stock_orders_refused: ({ count, whose, why }) => ({
    text:
      `${number(count, 'order', 'orders')} for the stock of ${whose} ${have(count)} to wait: ` +
      why,
    advice:
      'Correct the settings of the SM-DP+, or ask its provider. They are tried every 10 minutes.',
  }),
  stock_low: ({ count, whose, why }) => ({
    text:
      count === 0
        ? `${whose} has no free profiles left; the level is ${why}.`
        : `${whose} has ${number(count, 'free profile', 'free profiles')} left; ` +
          `the level is ${why}.`,
    advice: 'Look at the orders for the stock. A larger level or batch leaves more time.',
  }),
  sign_in_locked: ({ whose, since, why }) => ({
    text: `The sign-in of ${why} at ${whose} was locked at ${since} after wrong guesses.`,
    advice: 'Look at the addresses under Sign-ins, and ask the person.',
  }),
  calls_refused: ({ count, whose, since, why }) => ({
    text:
      `${number(count, 'call', 'calls')} of ${whose} ${have(count)} been refused since ` +
      `${since}: ${why}.`,
    advice: 'Look at them under Refused calls, and tell the reseller what its program does.',
  }),
  sales_unusual: ({ count, whose, since, why }) => ({
    text:
      `${whose} sold ${number(count, 'package', 'packages')} in the hour from ${since}; its ` +
      `busiest hour in the four weeks before had ${why}.`,
    advice: 'Ask the reseller. If nobody there knows why, suspend the account.',
  }),
  refunds_unusual: ({ count, whose, since, why }) => ({
    text:
      `${whose} refunded ${number(count, 'package', 'packages')} in the hour from ${since}; its ` +
      `busiest hour in the four weeks before had ${why}.`,
    advice: 'Ask the reseller. If nobody there knows why, suspend the account.',
  }),
};

const de: Record<Worded, Phrase> = {
  worker_stopped: ({ since }) => ({
    text: since ? `Seit ${since} läuft kein Worker.` : 'Noch kein Worker ist gelaufen.',
    advice: 'Starten Sie den Worker: Bis dahin bleiben E-Mails, Webhooks und Fälliges liegen.',
  }),
  ledger_unbalanced: ({ count, since }) => ({
    text: `Die Prüfung der Bücher vom ${since} hat ${zahl(count, 'Befund', 'Befunde')}.`,
    advice: 'Öffnen Sie die Prüfung, und verkaufen Sie aus den genannten Konten vorerst nichts.',
  }),
  ledger_unchecked: ({ since }) => ({
    text: `Die Bücher wurden zuletzt ${since} geprüft.`,
    advice: 'Starten Sie eine Prüfung. Sie läuft stündlich von selbst, solange ein Worker läuft.',
  }),
  webhooks_failing: ({ count, whose, since, why }) => ({
    text:
      `${zahl(count, 'Webhook schlägt', 'Webhooks schlagen')} bei ${whose} seit ` +
      `${since} fehl: ${why}.`,
    advice: '',
  }),
  webhooks_disabled: ({ count, whose, since, why }) => ({
    text:
      `${zahl(count, 'Webhook ist', 'Webhooks sind')} bei ${whose} seit ${since} ` +
      `abgeschaltet: ${why}.`,
    advice: 'Der Reseller schaltet sie in seinem Portal wieder ein und sendet nach.',
  }),
  deliveries_late: ({ count, since }) => ({
    text:
      `${zahl(count, 'Zustellung wartet', 'Zustellungen warten')}, obwohl die Adressen ` +
      `annehmen, die älteste seit ${since}.`,
    advice: 'Prüfen Sie, ob ein Worker läuft und wie ausgelastet er ist.',
  }),
  jobs_failed: ({ count, whose, since, why }) => ({
    text: `${zahl(count, 'Auftrag', 'Aufträge')} „${whose}“ seit ${since} fehlgeschlagen: ${why}`,
    advice: 'Beseitigen Sie die Ursache, und starten Sie die Aufträge neu.',
  }),
  jobs_late: ({ count, whose, since }) => ({
    text: `${zahl(count, 'Auftrag', 'Aufträge')} „${whose}“ seit ${since} fällig.`,
    advice: 'Prüfen Sie, ob ein Worker läuft und wie ausgelastet er ist.',
  }),
  mails_failed: ({ count, whose, since, why }) => ({
    text: `${zahl(count, 'E-Mail', 'E-Mails')} von ${whose} seit ${since} fehlgeschlagen: ${why}`,
    advice: 'Berichtigen Sie Adresse oder Mailserver, und senden Sie neu.',
  }),
  mails_late: ({ count, since, why }) => ({
    text: `${zahl(count, 'E-Mail wartet', 'E-Mails warten')}, die älteste seit ${since}: ${why}`,
    advice: 'Prüfen Sie den Mailserver, und ob ein Worker läuft.',
  }),
  orders_unknown: ({ count, whose, since }) => ({
    text:
      `${zahl(count, 'Bestellung', 'Bestellungen')} bei ${whose} seit ${since} ohne ` +
      `bekannten Ausgang.`,
    advice: 'Suchen Sie sie beim Anbieter, und schließen Sie sie ab.',
  }),
  orders_unused: ({ count, whose, since }) => ({
    text:
      `${whose} hat seit ${since} ${zahl(count, 'Bestellung', 'Bestellungen')} geliefert, die ` +
      `kein Paket bekam.`,
    advice: 'Bitten Sie um Erstattung. Eine Aufladung ist auf der eSIM, und niemand hat bezahlt.',
  }),
  refunds_open: ({ count, whose, since }) => ({
    text:
      `${whose} hat über ${zahl(count, 'Erstattung', 'Erstattungen')} nicht entschieden, die ` +
      `älteste erbeten am ${since}.`,
    advice: 'Fragen Sie den Anbieter, und halten Sie seine Entscheidung bei der Bestellung fest.',
  }),
  carrier_down: ({ whose, since, why }) => ({
    text: `${whose} fällt seit ${since} aus: ${why}`,
    advice: 'Fragen Sie den Anbieter. Pläne mit weiteren Quellen werden dort bestellt.',
  }),
  carrier_balance_low: ({ whose, why }) => ({
    text: `Wenig Guthaben bei ${whose}: ${why}.`,
    advice: 'Laden Sie beim Anbieter auf. Was nicht gedeckt ist, wird nicht bestellt.',
  }),
  sold_below_cost: ({ count, whose }) => ({
    text: `${zahl(count, 'Tarif wird', 'Tarife werden')} unter den Kosten verkauft: ${whose}.`,
    advice: 'Erhöhen Sie die Preise, oder nehmen Sie eine billigere Quelle.',
  }),
  stock_orders_refused: ({ count, whose, why }) => ({
    text:
      `${zahl(count, 'Bestellung', 'Bestellungen')} für den Bestand von ${whose} ` +
      `${count === 1 ? 'wartet' : 'warten'}: ${why}`,
    advice:
      'Korrigieren Sie die Einstellungen des SM-DP+, oder fragen Sie seinen Anbieter. Alle ' +
      '10 Minuten wird es wieder versucht.',
  }),
  stock_low: ({ count, whose, why }) => ({
    text:
      count === 0
        ? `${whose} hat keine freien Profile mehr; der Pegel ist ${why}.`
        : `${whose} hat noch ${zahl(count, 'freies Profil', 'freie Profile')}; ` +
          `der Pegel ist ${why}.`,
    advice: 'Sehen Sie die Bestellungen für den Bestand an. Mehr Pegel oder Menge gibt mehr Zeit.',
  }),
  sign_in_locked: ({ whose, since, why }) => ({
    text: `Die Anmeldung von ${why} bei ${whose} wurde ${since} nach falschen Versuchen gesperrt.`,
    advice: 'Sehen Sie die Adressen unter Anmeldungen an, und fragen Sie die Person.',
  }),
  calls_refused: ({ count, whose, since, why }) => ({
    text: `${zahl(count, 'Aufruf', 'Aufrufe')} von ${whose} seit ${since} abgelehnt: ${why}.`,
    advice: 'Sehen Sie sie unter Abgelehnte Aufrufe an, und sagen Sie es dem Reseller.',
  }),
  sales_unusual: ({ count, whose, since, why }) => ({
    text:
      `${whose} hat in der Stunde ab ${since} ${zahl(count, 'Paket', 'Pakete')} verkauft; die ` +
      `höchste Stunde der vier Wochen davor hatte ${why}.`,
    advice: 'Fragen Sie den Reseller. Weiß dort niemand warum, sperren Sie das Konto.',
  }),
  refunds_unusual: ({ count, whose, since, why }) => ({
    text:
      `${whose} hat in der Stunde ab ${since} ${zahl(count, 'Paket', 'Pakete')} erstattet; die ` +
      `höchste Stunde der vier Wochen davor hatte ${why}.`,
    advice: 'Fragen Sie den Reseller. Weiß dort niemand warum, sperren Sie das Konto.',
  }),
};

/** The sentences of findings. */
export const FINDING_WORDS: Record<Locale, Record<Worded, Phrase>> = { en, de };

/** What stands where no error was kept, and whose the platform's own mails are. */
export const FURTHER_WORDS: Record<
  Locale,
  { noError: string; platform: string; unfunded: string }
> = {
  en: {
    noError: 'no error was recorded.',
    platform: 'the platform',
    unfunded: 'an order was refused',
  },
  de: {
    noError: 'kein Fehler ist vermerkt.',
    platform: 'der Plattform',
    unfunded: 'eine Bestellung wurde abgelehnt',
  },
};
