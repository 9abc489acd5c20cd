import { describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import type { RefusalCode } from '../src/kernel/refusal.ts';
import { KEY_SCOPES } from '../src/kernel/scopes.ts';
import { PROBLEMS } from '../src/platform/http/problems.ts';
import { OF_SIGNING_IN, OF_THE_STORE, playableCodes, SCENES } from './endpoints/scenes.ts';
import { faultsOf } from './support/answers.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { fieldKinds, type Kind, paramKinds } from './support/kinds.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { grantedRequest, send, spoilsAccount, type Wanted } from './support/requests.ts';
import { openReseller, purchase, type Reseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import type { Answer } from './support/slice.ts';

const operations = await readOperations();
const named = (some: Operation[]) => some.map((each) => [each.name, each] as const);
const privateOnes = operations.filter(({ scope }) => scope !== undefined);

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const stranger = await openReseller(store);

/** Everybody's reseller, or a new one for what would spoil it. */
async function actorOf(operation: Operation): Promise<Reseller> {
  return spoilsAccount(operation) ? openReseller(store) : reseller;
}

/** Every refusal is a problem that the operation documents. */
function expectRefusal(answer: Answer, operation: Operation, code: RefusalCode): void {
  const { statusCode, body } = answer;
  const got = statusCode < 400 ? { status: statusCode } : { code: answer.json().code };
  expect(got, body).toEqual({ code });
  expect(faultsOf(answer, operation)).toEqual([]);
}

describe('every operation', () => {
  it.each(named(operations))('grants %s to a key of its scope alone', async (_, operation) => {
    const actor = await actorOf(operation);
    const scopes = operation.scope && [operation.scope];
    const token = await actor.tokenOf({ ...(scopes && { scopes }) });
    const wanted = await grantedRequest(operation, actor);
    const answer = await send(operation, wanted, { store, token });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    expect(faultsOf(answer, operation)).toEqual([]);
  });

  it.each(named(privateOnes))('requires the documented scope: %s', (_, operation) => {
    expect(operation.scope).toBe(documentedScope(operation));
  });

  it.each(named(privateOnes.filter(({ scope }) => scope === 'read')))(
    'reads with a key of any scope: %s',
    async (_, operation) => {
      const wanted = await grantedRequest(operation, reseller);
      for (const scope of KEY_SCOPES) {
        const token = await reseller.tokenOf({ scopes: [scope] });
        expect((await send(operation, wanted, { store, token })).statusCode).toBe(200);
      }
    },
  );
});

/** docs/api-compatibility.md#scopes. Replacing an eSIM needs `sell`: it hands out an
 * eSIM; who sells also suspends. */
function documentedScope({ method, path }: Operation): string {
  if (path.endsWith('/billing-details') || path.endsWith('/{uid}/personal-data')) return 'manage';
  if (/audit-log$|\{personId\}\/personal-data$/.test(path)) return 'team';
  if (path.startsWith('/operator/')) {
    return method === 'GET' || path.startsWith('/operator/tickets') ? 'assist' : 'operate';
  }
  if (method === 'GET' || path.endsWith('/search-customers')) return 'read';
  if (/^\/gigastore\/(team|organization)/.test(path)) return 'team';
  if (path.endsWith('/refund')) return 'refund';
  if (path.startsWith('/gigastore/tickets')) return 'sell';
  const isSale = /\/activations\/(register|top-up|top-up-with-profile)$/.test(path);
  return isSale || /\/(activate|replace|suspend|resume)$/.test(path) ? 'sell' : 'manage';
}

describe('every documented refusal', () => {
  const pairs = operations.flatMap((operation) =>
    playableCodes(operation).map((code) => [operation.name, code, operation] as const),
  );

  it.each(pairs)('of %s: %s', async (_, code, operation) => {
    const scene = SCENES[code];
    if (!scene) throw new Error(`test/endpoints has no scene for ${code}`);
    const stage = { store, operation, reseller: await actorOf(operation) };
    expectRefusal(await scene(stage, code), operation, code);
  });

  it('is documented, and every documented code is given by some operation', () => {
    const given = new Set([...pairs.map(([, code]) => code), ...OF_THE_STORE, ...OF_SIGNING_IN]);
    expect([...given].sort()).toEqual(Object.keys(PROBLEMS).sort());
  });
});

/** Ids of any form that names nothing. */
const FORMS = [
  newId(),
  newId().toUpperCase(),
  newId().replaceAll('-', ''),
  'x',
  '0',
  '-1',
  'null',
  "'",
  '%',
  '__proto__',
  'a/../b',
  ' ',
  '💥',
  '\u202e',
  '9'.repeat(30),
  'x'.repeat(4_000),
];

type Place = { operation: Operation; name: string; kind: Kind; isParam: boolean };
const places = operations.flatMap((operation): Place[] => [
  ...paramKinds(operation).map(([name, kind]) => ({ operation, name, kind, isParam: true })),
  ...fieldKinds(operation).map(([name, kind]) => ({ operation, name, kind, isParam: false })),
]);
const titled = (some: Place[]) =>
  some.map((place) => [place.operation.name, place.name, place] as const);

/** The same request with another id in one place. */
function withId(wanted: Wanted, { name, isParam }: Place, id: string): Wanted {
  if (isParam) return { ...wanted, params: { ...wanted.params, [name]: id } };
  return { ...wanted, body: { ...wanted.body, dedicated: undefined, [name]: id } };
}

describe('an id', () => {
  it.each(titled(places))('of any form that names nothing: %s, %s', async (_, __, place) => {
    const { operation, kind } = place;
    const wanted = await grantedRequest(operation, reseller);
    // In a path a NUL is an id like others; in a body it is no text at all.
    for (const id of place.isParam ? [...FORMS, '\0'] : FORMS) {
      const answer = await send(operation, withId(wanted, place, id), reseller);
      expectRefusal(answer, operation, kind.missing);
    }
  });

  it.each(titled(places.filter(({ kind }) => kind.isOwned)))(
    'of another account names nothing: %s, %s',
    async (_, __, place) => {
      const { operation, kind } = place;
      const wanted = await grantedRequest(operation, reseller);
      const id = await kind.make(stranger, () => purchase(stranger));
      const answer = await send(operation, withId(wanted, place, id), reseller);
      expectRefusal(answer, operation, kind.missing);
    },
  );
});
