import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';
import { usd } from '../../kernel/money.ts';

// A schema with a `title` becomes a shared component of that name in openapi.json.
// The formats are those of validation.ts.

/** Returns `schema` or null, in answers. */
export function nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** Returns one of these words, as `{"type":"string","enum":[…]}`. */
export function oneOf<const Words extends readonly string[]>(words: Words, more: object = {}) {
  return Type.Unsafe<Words[number]>({ type: 'string', enum: words, ...more });
}

/** Returns `schema` with a description of its own; the shared schema stays as it is. */
export function described<Schema extends TSchema>(schema: Schema, description: string): Schema {
  const fields = Object.getOwnPropertyDescriptors(schema);
  return Object.defineProperties(
    {},
    {
      ...fields,
      description: { value: description, enumerable: true, writable: true, configurable: true },
    },
  ) as Schema;
}

/** Returns an object in an answer; a field that is not listed here may still appear later. */
export function answer<Fields extends TProperties>(title: string, fields: Fields): TObject<Fields> {
  return Type.Object(fields, { title });
}

/** An ID in a request. It may be any text; one that names nothing is *not found*. */
export const RequestId = Type.String({
  examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
});
export const Id = Type.String({ format: 'uuid' });
/** The ID of who made a change. */
export const ActorId = Type.String({
  description: 'The client ID of an API key, or the ID of a person or an app.',
  examples: ['key_5f0c1e9a7b3d2468ace01357'],
});
/** An ICCID in an answer; some carriers print one with letters or without a check digit. */
export const Iccid = Type.String({
  pattern: '^89[0-9A-F]{16,18}$',
  description: 'The ICCID of the eSIM.',
  examples: ['8944502102198304824'],
});
/** A time zone of a company. */
export function TimeZone(description: string) {
  return Type.String({ maxLength: 64, description, examples: ['Europe/Vienna'] });
}
/** Whose days a report counts. */
export const TimeZoneQuery = Type.Optional(
  TimeZone("The time zone of the days. Default: your organization's, which is `UTC` at first."),
);
export const Timestamp = Type.String({
  format: 'date-time',
  description: 'RFC 3339 in UTC with milliseconds.',
  examples: ['2026-04-30T09:55:36.430Z'],
});

/** Money in an answer. */
export const Price = Type.Object(
  {
    sortIndex: Type.Integer({ description: 'Always 0.' }),
    priceValue: Type.Number({ description: 'At most two decimals.' }),
    currencyCode: oneOf(['USD'], { description: 'The currency, always `USD`.' }),
  },
  { title: 'Price', examples: [usd(4.99)] },
);

/**
 * Money in a request: not negative, at most two decimals. The currency is any three letters,
 * because another one is a mismatch and not a mistake of form.
 */
export const PriceInput = Type.Object(
  {
    sortIndex: Type.Optional(Type.Integer({ description: 'Ignored.' })),
    priceValue: Type.Unsafe<number>({
      type: 'number',
      minimum: 0,
      maximum: 10_000_000,
      twoDecimals: true,
    }),
    currencyCode: Type.String({
      pattern: '^[A-Z]{3}$',
      must: 'be a currency code such as USD',
      description: 'The currency. Only `USD` is accepted.',
    }),
  },
  {
    title: 'PriceInput',
    examples: [{ priceValue: 4.99, currencyCode: 'USD' }],
    emptyIsAbsent: true,
  },
);
export type PriceInput = Static<typeof PriceInput>;

export const Size = Type.Object(
  {
    sizeValue: Type.Number({ description: 'The size, in `sizeUnit`.' }),
    sizeUnit: oneOf(['MB', 'GB', 'TB'], { description: 'The unit of `sizeValue`.' }),
  },
  { title: 'Size', description: '1 GB = 1024 MB.', examples: [{ sizeValue: 3, sizeUnit: 'GB' }] },
);

/** An ISO 3166-1 alpha-2 code in a request in any case; it arrives in upper case. */
export const CountryCodeInput = Type.String({
  format: 'country',
  description: 'A country as an ISO 3166-1 alpha-2 code, in any letter case.',
  examples: ['AT'],
});
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$', examples: ['AT'] });
/** An ICCID in a request: spaces, hyphens and the filler F do not matter. */
export const IccidInput = Type.String({
  format: 'iccid',
  description: 'The ICCID. Spaces, hyphens and a final `F` are ignored.',
  examples: ['8997212330099184896'],
});
/** IPv4 or IPv6. */
export const IpAddress = Type.String({ format: 'ip', examples: ['203.0.113.7'] });
export const Email = Type.String({
  format: 'email',
  maxLength: 254,
  examples: ['traveller@example.com'],
});
/** The address of a customer, which may have dots that no mail server of ours takes. */
export const CustomerEmail = Type.String({ ...Email, format: 'customer-email' });
export const Metatag = Type.String({ maxLength: 255, examples: ['order-1001'] });
/** A date (`2026-04-30`) or an RFC 3339 time. */
export const DateOrTime = Type.String({
  format: 'date-or-time',
  description:
    'A date, or an RFC 3339 time; without a zone it is UTC. As `to`, a date includes the whole ' +
    'day. In a URL, send `+` as `%2B`.',
  examples: ['2026-04-30'],
});
export const ActivationMode = oneOf(['NOW', 'FIRST_USE', 'ON_DEMAND']);
export const SortDirection = oneOf(['ASC', 'DESC'], {
  description: 'The direction of the order, ascending by default.',
});

/** Query fields of offset paging, to spread into a query object; see `readPage`. */
export const pageQuery = {
  page_size: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 200,
      description: 'The number of entries in a page, 50 by default.',
    }),
  ),
  page_index: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 10_000_000,
      description: 'The page to return, from 0, the default.',
    }),
  ),
};

/** Query fields of cursor paging, to spread into a query object; see `readCursor`. */
export const cursorQuery = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 200,
      description: 'The number of entries in a page, 50 by default.',
    }),
  ),
  after: Type.Optional(
    Type.String({
      description: 'The `nextCursor` of the previous page.',
      examples: ['WyIwMTk5YTFiMi03MWY0LTdjMWItOGEzZC0wMTIzNDU2Nzg5YWIiXQ'],
    }),
  ),
};

/** Returns a page of a list with cursors. */
export function cursorPage<Item extends TSchema>(title: string, item: Item) {
  return answer(title, {
    items: Type.Array(item, { description: 'The entries of this page.' }),
    nextCursor: nullable(
      Type.String({ description: 'The `after` of the next page; `null` on the last page.' }),
    ),
  });
}

export const Problem = Type.Object(
  {
    type: Type.String({ format: 'uri', description: 'The address of a page about the error.' }),
    title: Type.String({ description: 'A short summary of the kind of error.' }),
    status: Type.Integer({ description: 'The HTTP status.' }),
    code: Type.String({
      description: 'Machine-readable error code. Use this in your code, not `message`.',
      examples: ['insufficient_credits'],
    }),
    detail: Type.String({ description: 'What is wrong with this request, in one sentence.' }),
    message: Type.String({ description: 'The same as `detail`.' }),
    instance: Type.String({ description: 'The path of the request.' }),
    requestId: Type.String({
      description: 'The `X-Request-Id` of the response.',
      examples: ['order-1001'],
    }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          path: Type.String({ description: 'The JSON pointer of the invalid part.' }),
          message: Type.String({ description: 'What is wrong with it.' }),
        }),
        {
          description: 'With `invalid_request` only: the invalid parts, by JSON pointer.',
        },
      ),
    ),
    autoTopUpPending: Type.Optional(
      Type.Boolean({
        description: 'With `insufficient_credits` only: an automatic top-up is on its way.',
      }),
    ),
    approvalId: Type.Optional(
      described(Id, 'With `approval_required` only: the approval that the sale waits for.'),
    ),
  },
  { title: 'Problem' },
);
