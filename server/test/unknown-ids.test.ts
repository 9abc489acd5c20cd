import { describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { faultsOfRefusal } from './support/answers.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { fieldKinds, type Kind, paramKinds } from './support/kinds.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { grantedRequest, send } from './support/requests.ts';
import { openReseller, purchase } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import type { Wanted } from './support/wanted.ts';

const operations = await readOperations();
const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const stranger = await openReseller(store);

/** Unknown IDs of different forms. */
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
/** Each operation of these places, with all of its own. */
function withIds(some: Place[]): [string, Place[]][] {
  const names = [...new Set(some.map(({ operation }) => operation.name))];
  return names.map((name) => [name, some.filter(({ operation }) => operation.name === name)]);
}

/** Returns the request with another ID in one place. */
function withId(wanted: Wanted, { name, isParam }: Place, id: string): Wanted {
  if (isParam) return { ...wanted, params: { ...wanted.params, [name]: id } };
  return { ...wanted, body: { ...wanted.body, dedicated: undefined, [name]: id } };
}

/** Returns what is wrong with the responses to these unknown IDs. */
async function faultsOfIds(place: Place, ids: readonly string[]): Promise<string[]> {
  const { operation, kind, name } = place;
  const wanted = await grantedRequest(operation, reseller);
  const faults: string[] = [];
  for (const id of ids) {
    const answer = await send(operation, withId(wanted, place, id), reseller);
    const found = faultsOfRefusal(answer, operation, kind.missing);
    faults.push(...found.map((fault) => `${name} ${JSON.stringify(id.slice(0, 40))}: ${fault}`));
  }
  return faults;
}

describe('an id that is not there', () => {
  it.each(withIds(places))('an unknown ID is not found, whatever its form: %s', async (_, own) => {
    const faults: string[] = [];
    for (const place of own) {
      // In a path a NUL is an id like others; in a body it is no text at all.
      faults.push(...(await faultsOfIds(place, place.isParam ? [...FORMS, '\0'] : FORMS)));
    }
    expect(faults).toEqual([]);
  });

  it.each(withIds(places.filter(({ kind }) => kind.isOwned)))(
    'for this account, because it is of another one, is missing: %s',
    async (_, own) => {
      const faults: string[] = [];
      for (const place of own) {
        const id = await place.kind.make(stranger, () => purchase(stranger));
        faults.push(...(await faultsOfIds(place, [id])));
      }
      expect(faults).toEqual([]);
    },
  );
});
