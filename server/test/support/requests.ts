import type { TestStore } from './app.ts';
import type { Schema } from './closed-schema.ts';
import { fieldKinds, isId, paramKinds } from './kinds.ts';
import type { Operation } from './operations.ts';
import { RECIPES } from './recipes.ts';
import type { Purchase, Reseller } from './resellers.ts';
import { type Answer, credentialsOf } from './slice.ts';
import type { Wanted } from './wanted.ts';

/**
 * A request that the operation grants: new things of this reseller, and the document's examples.
 * Each call makes things of its own, so that nothing is used up, unless a purchase is given.
 */
export async function grantedRequest(
  operation: Operation,
  reseller: Reseller,
  given?: Purchase,
): Promise<Wanted> {
  const special = given ? undefined : await RECIPES[operation.name]?.(reseller);
  let sold = given && Promise.resolve(given);
  const sale = () => {
    sold ??= reseller.sell();
    return sold;
  };
  const params: Record<string, string> = { ...special?.params };
  for (const [name, kind] of paramKinds(operation)) {
    params[name] ??= await kind.make(reseller, sale);
  }
  const body = special?.body ?? (operation.body && exampleOf(operation.body));
  for (const [name, kind] of fieldKinds(operation)) {
    if (body && operation.body?.required?.includes(name)) {
      body[name] = await kind.make(reseller, sale);
    }
  }
  const { query = {}, headers = {}, text } = special ?? {};
  return { params, query, body, headers, ...(text !== undefined && { text }) };
}

/** The document's examples of all fields but the ids that may be left out. */
function exampleOf({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  const fields = Object.entries(properties).filter(
    ([name]) => required.includes(name) || !isId(name),
  );
  const examples = fields.map(([name, schema]) => [name, exampleValue(schema)] as const);
  return Object.fromEntries(examples.filter(([, value]) => value !== undefined));
}

function exampleValue({ examples, enum: words, type, minimum }: Schema): unknown {
  const [first] = examples ?? words ?? [];
  if (first !== undefined) return first;
  if (type === 'boolean') return true;
  return type === 'integer' ? (minimum ?? 1) : undefined;
}

const SPOILING = /\/products\/inventory(\/|$)|\/pricing-rules(\/|$)|\/sandbox\/(clock|reset)$/;

/** Whether it changes the account for every other request, and so needs an account of its own. */
export function spoilsAccount({ method, path }: Operation): boolean {
  return method !== 'GET' && SPOILING.test(path);
}

/** The caller: a reseller with its own token, or anybody with this token or none. */
export type Asker = Pick<Partial<Reseller>, 'sessionFor' | 'newSession'> & {
  store: TestStore;
  token: string | undefined;
};

/** The credentials of the caller; of a reseller's person where no key may. */
export async function credentialsFor(
  { scope, isPersonal, isOfSession }: Operation,
  { token, sessionFor, newSession }: Asker,
): Promise<Record<string, string>> {
  if (isOfSession && newSession) return credentialsOf(await newSession());
  if (scope === undefined || token === undefined) return {};
  return credentialsOf(isPersonal && sessionFor ? await sessionFor(scope) : token);
}

/** Sends the request, with this token or none. */
export async function send(
  operation: Operation,
  { params, query, body, headers, text }: Wanted,
  asker: Asker,
): Promise<Answer> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeSegment(params[name] ?? ''),
  );
  const search = new URLSearchParams(query).toString();
  const type = text === undefined ? {} : { 'content-type': 'application/json' };
  return asker.store.app.inject({
    method: operation.method,
    url: search === '' ? path : `${path}?${search}`,
    headers: { ...(await credentialsFor(operation, asker)), ...type, ...headers },
    payload: text ?? body,
  });
}

/** Encodes a part of a path or query; a lone surrogate is sent as its bytes. */
export function encodeSegment(text: string): string {
  return [...text]
    .map((char) => (/\p{Surrogate}/u.test(char) ? '%ED%A0%80' : encodeURIComponent(char)))
    .join('');
}
