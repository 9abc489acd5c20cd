import fc from 'fast-check';
import { fieldKinds } from '../support/kinds.ts';
import type { Operation } from '../support/operations.ts';
import {
  contentType,
  junkBody,
  junkHeader,
  junkName,
  junkSearch,
  junkText,
  junkValue,
} from './junk.ts';
import { RULED_BY_WORDS } from './ruled-by-words.ts';
import { soundFields } from './sound.ts';

/**
 * One mistake in a request. `at` is an index into the fields that are there, modulo their number.
 */
export type Slip =
  | { slip: 'param'; at: number; text: string }
  | { slip: 'field'; at: number; value: unknown }
  | { slip: 'missing'; at: number }
  | { slip: 'extra'; name: string; value: unknown }
  | { slip: 'twice'; at: number; value: unknown }
  | { slip: 'body'; text: string }
  | { slip: 'type'; type: string }
  | { slip: 'query'; at: number; text: string }
  | { slip: 'search'; text: string }
  | { slip: 'header'; name: string; text: string }
  | { slip: 'method'; method: string };

/** Which things a request names: new ones, an earlier purchase's, or another account's. */
type Names = 'new' | { known: number } | { foreign: number };

/**
 * A request before it knows its ids: plain values, so that a failure prints all of it and the same
 * seed makes it again.
 */
export type Draft = {
  names: Names;
  query: Record<string, unknown>;
  fields: Record<string, unknown>;
  headers: Record<string, string>;
  slips: Slip[];
};

/** Returns valid and invalid requests of an operation, from its description in the document. */
export function drafts(operation: Operation): fc.Arbitrary<Draft> {
  const isRuled = RULED_BY_WORDS.has(operation.name);
  const isRight = fc.constant<Slip[]>([]);
  const isWrong = fc.array(slipsOf(operation), { minLength: 1, maxLength: 2 });
  return fc.record<Draft>(
    {
      names: isRuled ? fc.constant<Names>('new') : namesOf(operation),
      query: isRuled ? fc.constant({}) : soundFields(operation.query),
      fields: isRuled ? fc.constant({}) : bodyFields(operation),
      headers: soundHeaders,
      slips: fc.oneof({ arbitrary: isRight, weight: 2 }, { arbitrary: isWrong, weight: 3 }),
    },
    { noNullPrototype: true },
  );
}

/**
 * Returns the objects that a request may name. A change that uses one up gets a new one, and a
 * deletion gets nothing that other requests need.
 */
function namesOf(operation: Operation): fc.Arbitrary<Names> {
  const isNew = fc.constant<Names>('new');
  const { method, params } = operation;
  if (params.length === 0 && fieldKinds(operation).length === 0) return isNew;
  const foreign = fc.record({ foreign: fc.nat() }, { noNullPrototype: true });
  const known = fc.record({ known: fc.nat() }, { noNullPrototype: true });
  const usesUp = method !== 'GET' && params.length > 0;
  return fc.oneof(
    { arbitrary: method === 'DELETE' ? isNew : known, weight: 6 },
    { arbitrary: usesUp ? isNew : known, weight: 3 },
    { arbitrary: foreign, weight: 1 },
  );
}

/** Returns all fields of the body except IDs. */
function bodyFields(operation: Operation): fc.Arbitrary<Record<string, unknown>> {
  const { properties = {}, required } = operation.body ?? {};
  const ids = new Set(fieldKinds(operation).map(([name]) => name));
  const own = Object.entries(properties).filter(([name]) => !ids.has(name));
  return soundFields(Object.fromEntries(own), required);
}

/**
 * There are few keys, so that some requests repeat others, and some reuse the key of another one.
 */
const soundHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 5 },
  fc.nat({ max: 30 }).map((key) => ({ 'Idempotency-Key': `order-${key}` })),
  fc.nat().map((id) => ({ 'x-request-id': `trace:${id}` })),
  fc.constantFrom('de', 'de-AT', 'fr', 'zh-Hant').map((locale) => ({ Locale: locale })),
  fc.constant({ 'accept-language': 'it, de;q=0.5, *;q=0.1' }),
  fc.constant({ accept: 'text/csv' }),
);

function slipsOf({ params, query, body }: Operation): fc.Arbitrary<Slip> {
  const at = fc.nat();
  const a = <Fields extends object>(model: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> }) =>
    fc.record<Fields>(model, { noNullPrototype: true });
  const is = <Word extends string>(word: Word) => fc.constant(word);
  const header = junkHeader.map(
    ([name, text]): Slip => ({ slip: 'header', name: String(name), text }),
  );
  return fc.oneof(
    header,
    a({ slip: is('search'), text: junkSearch }),
    a({ slip: is('method'), method: fc.constantFrom('PATCH', 'OPTIONS', 'TRACE', 'PROPFIND') }),
    a({ slip: is('body'), text: junkBody }),
    a({ slip: is('type'), type: contentType }),
    ...(params.length > 0 ? [a({ slip: is('param'), at, text: junkText })] : []),
    ...(Object.keys(query).length > 0 ? [a({ slip: is('query'), at, text: junkText })] : []),
    ...(body
      ? [
          { arbitrary: a({ slip: is('field'), at, value: junkValue }), weight: 6 },
          a({ slip: is('missing'), at }),
          a({ slip: is('extra'), name: junkName, value: junkValue }),
          a({ slip: is('twice'), at, value: junkValue }),
        ]
      : []),
  );
}
