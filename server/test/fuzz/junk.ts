import fc from 'fast-check';

const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff\ud800',
  '\ufeff',
  '\u202e',
  '𝟘😀'.repeat(40),
  'null',
  'undefined',
  'NaN',
  'True',
  '-1',
  '1e400',
  '0x10',
  '1.005',
  '99999999999999999999',
  "'; drop table customers; --",
  '%',
  '_',
  '\\',
  '%00',
  '%ff',
  '../../etc/passwd',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  '\r\nX-Evil: 1',
  'x'.repeat(256),
  'x'.repeat(5_000),
  '2026-02-30',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '::ffff:1.2.3.4%eth0',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '8900000000000000000',
  'sandbox:out_of_stock',
];

/** Texts that are invalid in nearly every field. */
export const junkText = fc.oneof(
  { arbitrary: fc.constantFrom(...TEXTS), weight: 4 },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

const NUMBERS = [-0, -1, 0.1, 1.005, 4.999, 1e21, 1e308, -1e-7, 2 ** 31, 2 ** 53, 2 ** 63];
const deep = (depth: number): unknown => (depth === 0 ? 1 : { a: deep(depth - 1) });

/** JSON values of any type. */
export const junkValue: fc.Arbitrary<unknown> = fc.oneof(
  junkText,
  fc.constantFrom(...NUMBERS),
  fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], deep(20), deep(60)),
  fc.constantFrom<unknown>(
    { priceValue: 1.234, currencyCode: 'USD' },
    { priceValue: '4.99', currencyCode: 'USD' },
    { priceValue: -4.99, currencyCode: 'usd', sortIndex: 1.5 },
    { priceValue: 1e15, currencyCode: 'USD' },
    { sortIndex: null, priceValue: null, currencyCode: '' },
    { priceValue: {} },
  ),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

export const junkName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'a\0b', '\ud800'),
  fc.constantFrom('accountId', 'account_id', 'now', 'id', 'uid', 'price', 'x'.repeat(3_000)),
  fc.string({ maxLength: 10 }),
);

const nested = (open: string, close: string, depth: number) =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

/** Invalid bodies: no JSON, nested too deeply, too large, or not an object. */
export const junkBody = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'null',
    '{',
    '{}',
    '[]',
    '"text"',
    '0',
    '-',
    'NaN',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}{"b":2}',
    '{"a":"\n"}',
    '{"a":\ud800}',
    '\ufeff{}',
    '{"a":"\\u0000"}',
    '{"\\ud800":"\\udc00"}',
    '{"__proto__":{"customerUid":"x"},"constructor":{"prototype":{"x":1}}}',
    'name=value&other=1',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
  ),
  fc.constantFrom(nested('[', ']', 33), nested('{"a":', '}', 33), nested('[', ']', 9_000)),
  fc.constantFrom(`{"metatag":"${'x'.repeat(100_000)}"}`, `[${'1,'.repeat(20_000)}1]`),
  fc.constant(`{"metatag":"${'x'.repeat(270_000)}"}`),
  fc.json(),
);

export const contentType = fc.constantFrom(
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/json; charset=utf-16',
  'application/problem+json',
  'json',
  '///',
  ';',
  '',
);

/** Raw query strings. */
export const junkSearch = fc.constantFrom(
  '?',
  '&&=&',
  '%ff=%ff',
  'page_size=-1&page_index=-1',
  'page_size=0',
  'page_size=1e9',
  'page_size=1&page_size=2',
  'page_index=99999999',
  'limit=201&after=%00',
  'after=AAAA',
  'after=eyJhIjoxfQ',
  'from=2026-13-01&to=x',
  'from=9999-12-31T23:59:59.999999999Z',
  'from=2026-05-01&to=2026-04-01',
  'only_active_profiles=maybe',
  'sort_by=;&sort_dir=up',
  'country=ZZ&country_set=%F0%9F%98%80',
  '__proto__=1&constructor[prototype]=2',
  `q=${'x'.repeat(4_000)}`,
  'iccid=%25&email=_&metatag=%ED%A0%80',
);

const HEADERS: Record<string, string[]> = {
  'idempotency-key': ['', ' ', 'two words', 'ü', 'x'.repeat(256), '\t', 'a,b', '\u007f'],
  locale: ['', 'xx', '../..', 'de-AT-1996-x-a', 'x'.repeat(3_000), '\u0001', 'de;q=NaN', '*'],
  'accept-language': ['*;q=2', ',,,', 'de;q=0.5, en;q=-1', 'x'.repeat(3_000), 'zh-Hant-TW'],
  'x-request-id': ['', 'with space', 'x'.repeat(129), 'ü', '{}', 'a\tb'],
  accept: ['text/csv', 'text/csv;q=0', 'image/*', '', ',;=', 'application/xml'],
  'if-none-match': ['*', '""', 'W/"x"', '"', 'x'.repeat(3_000)],
  authorization: ['', 'Bearer', 'Bearer ', 'Basic', 'Basic !!', 'Bearer a.b.c', 'Digest x'],
  'accept-encoding': ['br;q=1.0, *;q=0', 'identity;q=0'],
  expect: ['nothing'],
  'x-forwarded-for': ['999.1.1.1', '1.1.1.1, ,'],
  'x-http-method-override': ['DELETE'],
  cookie: ['a=b; __proto__=c'],
};

export const junkHeader = fc
  .constantFrom(...Object.entries(HEADERS))
  .chain(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values)));
