import fc from 'fast-check';
import type { Schema } from '../support/closed-schema.ts';
import { anEid } from '../support/profiles.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Texts that people type, and texts that have a meaning in SQL, HTML, URLs or `like`. */
const MARKS = [...` .,;:!?'"%_-+*/\\<>()[]{}&=#@$^|~\``, 'ä', 'ß', 'é', '中', 'ع', '😀', '‏'];
const letter = fc.constantFrom(...LETTERS);
const character = fc.oneof({ arbitrary: letter, weight: 4 }, fc.constantFrom(...MARKS));

const word = fc.string({ unit: letter, minLength: 1, maxLength: 12 });
const email = fc
  .tuple(word, word, fc.constantFrom('test', 'example', 'co.uk'))
  .map(([name, host, end]) => `${name}@${host}.${end}`);
const dateBetween = (from: number, to: number) =>
  fc
    .integer({ min: Date.UTC(from, 0), max: Date.UTC(to, 0) })
    .map((ms) => new Date(ms).toISOString());
const date = dateBetween(1990, 2090);
/** Prices of the shop's items, so that expected prices are often right, and other prices. */
const price = fc.oneof(
  { arbitrary: fc.constant(4.99), weight: 4 },
  fc.constant(2),
  fc.integer({ min: 1, max: 1_000_000 }).map((cents) => cents / 100),
);

/** Fields with a rule that the schema cannot express. */
const BY_NAME: Record<string, fc.Arbitrary<string>> = {
  metatag: fc.oneof(
    // Not `sandbox:slow`, which takes three seconds.
    fc.constantFrom(
      'order-1001',
      'sandbox:out_of_stock',
      'sandbox:supplier_error',
      'sandbox:unknown_outcome',
    ),
    anyText({ maxLength: 255 }),
  ),
  from: dateBetween(1990, 2026),
  to: dateBetween(2027, 2090),
  ipAllowList: fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.constantFrom('203.0.113.0/24', '2001:db8::/32', '::/0'),
  ),
  currencyCode: fc.constant('USD'),
  url: fc.constantFrom('https://localhost/hooks', 'http://127.0.0.1:9/hooks?a=b'),
  advance: fc.constantFrom('PT1H', 'P1D', 'P31D'),
  eid: fc.nat().map(anEid),
  countrySet: fc.constantFrom('WWW', 'EU', 'at'),
  // Those of the platform do not fit a reseller.
  role: fc.constantFrom('owner', 'developer', 'finance', 'support', 'viewer'),
  carrier: fc.constantFrom('alpine', 'sandbox'),
  validFrom: dateBetween(2021, 2090).map((time) => time.slice(0, 10)),
  ...printed('legalName', 'addressLine1', 'addressLine2', 'postalCode', 'city', 'region'),
  ...printed('bankName'),
  iban: fc.constantFrom('AT611904300234573201', 'de89 3704 0044 0532 0130 00'),
  bic: fc.constantFrom('GIBAATWWXXX', 'cobadeff'),
  // A transfer takes no card, and a card is named.
  method: fc.constant('card'),
  // A table needs a header and lines that can be read.
  csv: fc.constantFrom('code,name\nEU,Europe\n', 'code;countries\nEU;AT DE\n'),
  testCard: fc.constantFrom('4242424242424242', '4000000000000002'),
};

/** Names of events, where the schema does not list them. */
const NAMED_EVENTS: Record<string, fc.Arbitrary<string>> = {
  type: fc.constantFrom('package.purchased', 'package.purchased,esim.status_changed'),
  event: fc.constantFrom('esim-status', 'package.expired', 'all'),
};

/** The amount of a purchase has a minimum and a maximum, and the monthly cap is larger. */
const AMOUNTS: Record<string, readonly number[]> = {
  amount: [10, 49.5, 100],
  monthlyCap: [100, 1000],
  threshold: [5, 49.99],
};

/** Returns values of these fields of invoices, with characters that the font has. */
function printed(...names: string[]): Record<string, fc.Arbitrary<string>> {
  return Object.fromEntries(names.map((name) => [name, word]));
}

/** Cursors come from responses only. A clock is moved by a duration or to a time, not both. */
const LEFT_OUT = new Set([
  'after',
  'now',
  // A VAT ID fits one country only.
  'vatId',
  // Only created endpoints have a list of their own.
  'events',
]);

/** A clock needs a duration or a time, and an automatic top-up its threshold. */
const NEEDED = ['advance', 'threshold', 'amount'];

/** Returns valid values of some of these fields, and of all required ones. */
export function soundFields(
  schemas: Record<string, Schema>,
  required: readonly string[] = [],
): fc.Arbitrary<Record<string, unknown>> {
  const own = Object.entries(schemas).filter(([name]) => !LEFT_OUT.has(name));
  const model = Object.fromEntries(own.map(([name, schema]) => [name, sound(name, schema)]));
  const requiredKeys = [...required, ...NEEDED].filter((name) => name in model);
  return fc.record(model, { requiredKeys, noNullPrototype: true }).map(withoutUndefined);
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Returns a value that the schema allows and that real clients send. */
function sound(name: string, schema: Schema): fc.Arbitrary<unknown> {
  // Some operations charge another sum than the price of one item: each expectation is wrong there.
  if (/^expected(Price|Total)$/.test(name))
    return fc.option(soundOf(name, schema), { nil: undefined });
  return soundOf(name, schema);
}

function soundOf(name: string, schema: Schema): fc.Arbitrary<unknown> {
  const known = BY_NAME[name];
  if (known && schema.type === 'string') return known;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (NAMED_EVENTS[name] && schema.type === 'string') return NAMED_EVENTS[name];
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return soundInteger(schema);
    case 'number':
      return price;
    case 'array':
      return fc.array(sound(name, schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case 'object':
      return AMOUNTS[name]
        ? soundPrice(AMOUNTS[name])
        : soundFields(schema.properties ?? {}, schema.required);
    default:
      return soundText(schema);
  }
}

function soundPrice(values: readonly number[]): fc.Arbitrary<unknown> {
  return fc.constantFrom(...values).map((priceValue) => ({ priceValue, currencyCode: 'USD' }));
}

/** Returns mostly small numbers, like page sizes and units, and at times the limits. */
function soundInteger({ minimum = 0, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  return fc.oneof(
    { arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, minimum + 5) }), weight: 6 },
    fc.constant(minimum),
    fc.integer({ min: minimum, max: maximum }),
  );
}

function soundText(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'email') return email;
  if (schema.format === 'ip') return fc.oneof(fc.ipV4(), fc.ipV6());
  if (schema.format === 'uuid') return fc.uuid();
  if (schema.format === 'date-time' || schema.format === 'date-or-time') return date;
  if (schema.pattern === '^[A-Za-z]{2}$') return fc.constantFrom('AT', 'de', 'Us', 'jp');
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
  const examples = (schema.examples ?? []).map(String);
  return fc.oneof(...examples.map((example) => fc.constant(example)), anyText(schema));
}

/** It begins with a letter, because a text of nothing but blanks is not a name. */
function anyText({ maxLength = 30 }: Schema): fc.Arbitrary<string> {
  return fc
    .tuple(letter, fc.string({ unit: character, maxLength: 30 }))
    .map(([first, rest]) => `${first}${rest}`.slice(0, maxLength));
}
