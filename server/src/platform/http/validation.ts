import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FastifySchemaCompiler } from 'fastify';
import type { TObject, TSchema } from 'typebox';
import { composeText } from '../../kernel/compose.ts';
import { inUtcByDefault } from '../../kernel/timestamp.ts';
import { FORMATS, TIME_FORMATS } from './formats.ts';
import { refuseInvalid, refuseParts } from './invalid-parts.ts';
import { toQueryValue } from './query-value.ts';

type Fields = Record<string, unknown>;
type Checked = { value: Fields } | { error: Error };
type Validator = (sent: unknown) => Checked;
/** Returns the errors of a value; undefined if there is none. */
type Check = (value: Fields) => ErrorObject[] | undefined;

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: true,
  strictTypes: false,
  ownProperties: true,
  addUsedSchema: false,
  formats: Object.fromEntries(
    Object.entries(FORMATS).map(([name, { validate }]) => [name, { type: 'string', validate }]),
  ),
  keywords: [
    { keyword: 'must', schemaType: 'string' },
    { keyword: 'emptyIsAbsent', schemaType: 'boolean' },
    { keyword: 'twoDecimals', type: 'number', validate: hasTwoDecimals },
  ],
});

/**
 * Returns validators of a route's schemas: bodies as they are, query strings coerced, absent values
 * dropped. A schema is compiled by the first call of its route: all of them took most of a start.
 */
export const validatorCompiler: FastifySchemaCompiler<TObject> = ({ schema, httpPart }) => {
  const check = standardizing(schema);
  if (httpPart === 'body') return bodyValidator(schema, check);
  return httpPart === 'querystring' ? queryValidator(schema, check) : plainValidator(check);
};

/**
 * Takes the schema's own fields out of what was sent, so that unknown ones (`__proto__` too) never
 * arrive, and leaves out what counts as absent.
 */
function bodyValidator(schema: TObject, check: Check): Validator {
  const names = Object.keys(schema.properties);
  const prices = new Set(names.filter((name) => isAbsentWhenEmpty(schema, name)));
  const times = new Set(names.filter((name) => isTime(schema, name)));
  return (sent) => {
    if (typeof (sent ?? null) !== 'object' || Array.isArray(sent)) return notAnObject();
    const body: Fields = {};
    for (const name of names) {
      const field = ownField(sent, name);
      const present = prices.has(name) ? presentPrice(field) : field;
      if (!isAbsent(present)) body[name] = times.has(name) ? withZone(present) : present;
    }
    return verdict(check, body);
  };
}

function queryValidator(schema: TObject, check: Check): Validator {
  const types = Object.entries(schema.properties).map(([name, field]) => ({
    name,
    type: 'type' in field ? field.type : undefined,
    isTime: isTime(schema, name),
  }));
  return (sent) => {
    const query: Fields = {};
    for (const { name, type, isTime: namesTime } of types) {
      const text = ownField(sent, name);
      if (Array.isArray(text)) return badQuery(name, 'must be given only once');
      if (typeof text !== 'string' || text === '') continue;
      if (text.includes('\0')) return badQuery(name, 'must not contain NUL characters');
      if (namesTime && BARE_PLUS.test(text)) return badQuery(name, PLUS_MUST);
      query[name] = namesTime ? withZone(text) : toQueryValue(composeText(text), type);
    }
    return verdict(check, query);
  };
}

function plainValidator(check: Check): Validator {
  return (sent) => verdict(check, sent as Fields);
}

function verdict(check: Check, value: Fields): Checked {
  const errors = check(value);
  return errors ? { error: refuseInvalid(errors) } : { value };
}

/** Puts values into the one spelling of their format (`UK` to `GB`), and then checks them. */
function standardizing(schema: TObject): Check {
  let check: ValidateFunction<Fields> | undefined;
  const readers = Object.entries(schema.properties).flatMap(([name, field]) => {
    const read = standardOf(field);
    return read ? [{ name, read }] : [];
  });
  return (value) => {
    for (const { name, read } of readers) if (name in value) value[name] = read(value[name]);
    check ??= ajv.compile<Fields>(schema);
    return check(value) ? undefined : (check.errors ?? []);
  };
}

function standardOf(schema: TSchema): ((value: unknown) => unknown) | undefined {
  const { format, items } = schema as { format?: string; items?: TSchema };
  const toStandard = format === undefined ? undefined : FORMATS[format]?.toStandard;
  if (toStandard) return (value) => (typeof value === 'string' ? toStandard(value) : value);
  const ofItem = items && standardOf(items);
  return ofItem && ((value) => (Array.isArray(value) ? value.map(ofItem) : value));
}

function isAbsent(field: unknown): boolean {
  return field === undefined || field === null || field === '';
}

/**
 * Returns a Price without its absent fields; with nothing but absent fields it is absent itself.
 */
function presentPrice(field: unknown): unknown {
  if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
  const parts = Object.entries(field);
  const present = parts.filter(([, part]) => !isAbsent(part));
  if (present.length === 0) return undefined;
  return present.length === parts.length ? field : Object.fromEntries(present);
}

function ownField(sent: unknown, name: string): unknown {
  const fields = (sent ?? {}) as Fields;
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** A `+` that was sent as it is arrives as a space. */
const BARE_PLUS = /T\d{2}:\d{2}:\d{2}(\.\d+)? \d{2}:\d{2}$/i;
const PLUS_MUST = 'must send the + of its zone as %2B';

function isTime(schema: TObject, name: string): boolean {
  const field = schema.properties[name];
  return field !== undefined && 'format' in field && TIME_FORMATS.has(String(field.format));
}

function withZone(value: unknown): unknown {
  return typeof value === 'string' ? inUtcByDefault(value) : value;
}

function isAbsentWhenEmpty(schema: TObject, name: string): boolean {
  const field = schema.properties[name];
  return field !== undefined && 'emptyIsAbsent' in field;
}

function notAnObject(): Checked {
  return { error: refuseParts([{ path: '', message: 'must be a JSON object' }]) };
}

function badQuery(name: string, message: string): Checked {
  return { error: refuseParts([{ path: `/${name}`, message }]) };
}

/** The double's shortest decimal text decides, as in kernel/money.ts; no amount has exponents. */
function hasTwoDecimals(isWanted: boolean, amount: number): boolean {
  return !isWanted || /^-?\d+(\.\d{1,2})?$/.test(String(amount));
}
