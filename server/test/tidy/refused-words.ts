/** Words of names that only their author understands, and what to say instead. */
export const REFUSED_NAMES: Record<string, string> = {
  crossings: 'thresholds',
  door: 'what is entered: a page, a route, a client',
  equip: 'create',
  evenly: 'constant',
  forget: 'delete, erase, invalidate, or request-reset',
  hear: 'on, or the event that is received',
  heard: 'received, or notified',
  hears: 'on, or the event that is received',
  house: 'operations',
  hungry: 'what is missing',
  knows: 'has, or is',
  means: 'requirements, or what is required',
  purse: 'credits',
  reckoned: 'evaluated',
  stray: 'unowned, or unexpected',
  tell: 'notify, enqueue, or report',
  telling: 'selective, or what it says',
  tells: 'notifies',
  unproved: 'unconfirmed',
  unreckoned: 'unevaluated',
  untold: 'not notified',
};

/** Turns of phrase that have to be read twice, and what to say instead. */
export const REFUSED_PHRASES: readonly { form: RegExp; instead: string }[] = [
  {
    form: /\bcontract(?:'s)? (order \()?section/i,
    instead: 'docs/api-compatibility.md and its heading',
  },
  { form: /\bwhom\b/i, instead: 'the noun that is meant' },
  { form: /\bwhosever\b/i, instead: 'whichever account it belongs to' },
  {
    form: /\bsays? who (asks|buys|sells)\b/i,
    instead: 'the field that is set, such as the seller',
  },
  {
    form: /(?<!\b(ask|look|wait|send)s? )\bfor nothing\b/i,
    instead: 'free of charge, or without effect',
  },
  { form: /\bby heart\b/i, instead: 'from the cache' },
  { form: /\bhears? of\b/i, instead: 'receives events, or is notified' },
  {
    form: /\bforgets? (a|an|the|every|each|all|what|it)\b/i,
    instead: 'deletes, erases, or invalidates',
  },
  { form: /\bcall(s|ed)? (it )?off\b/i, instead: 'cancel' },
  { form: /\blook(s|ed)? after\b/i, instead: 'monitor, or maintain' },
  { form: /\bstands? at\b/i, instead: 'is, or has the state' },
  { form: /\b(knows|known) from memory\b/i, instead: 'cached, or read from the cache' },
  { form: /\bis hungry\b/i, instead: 'what is missing' },
];

/** Words that say nothing about what a thing is; `data` is one too when it stands alone. */
export const EMPTY_WORDS = (
  'manager managers helper helpers util utils common base ' +
  'info process processor handle handler handlers service services do'
).split(' ');
