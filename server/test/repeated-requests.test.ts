import { describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { countRows, difference } from './endpoints/effects.ts';
import { faultsOf } from './support/answers.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { grantedRequest, send } from './support/requests.ts';
import { openReseller, type Reseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import type { Answer } from './support/slice.ts';
import type { Wanted } from './support/wanted.ts';

const changes = (await readOperations()).filter(({ takesKey }) => takesKey);
const cases = changes.map((operation) => [operation.name, operation] as const);
/** The platform's people share its account, whoever the reseller is. */
const ofResellers = cases.filter(([, { path }]) => !path.startsWith('/operator/'));
const AT_ONCE = 10;

const store = await forThisFile(openStore());
await loadPlans(store.db);

/** A request that would be granted, with a key. */
async function keyed(operation: Operation, reseller: Reseller): Promise<Wanted> {
  const wanted = await grantedRequest(operation, reseller);
  return { ...wanted, headers: { ...wanted.headers, 'Idempotency-Key': newId() } };
}

/** A reseller that has done the operation once, with all that happens only at first. */
async function openAccustomed(operation: Operation): Promise<Reseller> {
  const reseller = await openReseller(store);
  const answer = await send(operation, await keyed(operation, reseller), reseller);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return reseller;
}

/** What the work leaves behind in the account. */
async function effectOf(reseller: Reseller, work: () => Promise<unknown>) {
  const before = await countRows(reseller);
  await work();
  return difference(before, await countRows(reseller));
}

const isReplay = ({ headers }: Answer) => headers['idempotency-replayed'] === 'true';

describe('a request with an Idempotency-Key', () => {
  it.each(cases)(
    'a request with a key happens once, and answers the same again: %s',
    async (_, operation) => {
      const reseller = await openAccustomed(operation);
      const wanted = await keyed(operation, reseller);
      const first = await send(operation, wanted, reseller);
      expect(first.statusCode, first.body).toBeLessThan(300);
      expect(isReplay(first)).toBe(false);

      const lowerCase = {
        ...wanted,
        headers: { 'idempotency-key': String(wanted.headers['Idempotency-Key']) },
      };
      const again: Answer[] = [];
      const effect = await effectOf(reseller, async () => {
        again.push(await send(operation, wanted, reseller));
        again.push(await send(operation, lowerCase, reseller));
      });
      expect(effect).toEqual({});
      for (const answer of again) {
        expect([answer.statusCode, answer.body]).toEqual([first.statusCode, first.body]);
        expect(isReplay(answer)).toBe(true);
        expect(answer.headers['content-type']).toBe(first.headers['content-type']);
        expect(answer.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
        expect(faultsOf(answer, operation)).toEqual([]);
      }
    },
  );

  it.each(cases)(
    'a request with a key has one effect when sent ten times at once: %s',
    async (_, operation) => {
      const reseller = await openAccustomed(operation);
      const alone = await keyed(operation, reseller);
      const effect = await effectOf(reseller, () => send(operation, alone, reseller));

      const wanted = await keyed(operation, reseller);
      const answers: Answer[] = [];
      const effectOfAll = await effectOf(reseller, async () => {
        const asked = Array.from({ length: AT_ONCE }, () => send(operation, wanted, reseller));
        answers.push(...(await Promise.all(asked)));
      });
      expect(effectOfAll).toEqual(effect);
      const granted = answers.filter(({ statusCode }) => statusCode < 300);
      expect(new Set(granted.map(({ body }) => body)).size).toBe(1);
      expect(granted.filter((answer) => !isReplay(answer))).toHaveLength(1);
      for (const answer of answers.filter(({ statusCode }) => statusCode >= 300)) {
        expect(answer.json()).toMatchObject({ code: 'idempotency_key_in_progress' });
        expect(answer.headers['retry-after']).toBe('1');
      }
    },
  );

  it.each(cases)(
    'a request is refused when its key has the wrong form: %s',
    async (_, operation) => {
      const reseller = await openReseller(store);
      const wanted = await grantedRequest(operation, reseller);
      const effect = await effectOf(reseller, async () => {
        for (const key of ['', ' ', 'two words', 'x'.repeat(256), 'schlüssel', 'a\tb']) {
          const headers = { ...wanted.headers, 'Idempotency-Key': key };
          const answer = await send(operation, { ...wanted, headers }, reseller);
          expect(answer.statusCode, key).toBe(400);
          expect(answer.json().errors[0].path).toBe('/Idempotency-Key');
        }
      });
      expect(effect).toEqual({});
    },
  );

  it.each(ofResellers)('the key of a request belongs to one account: %s', async (_, operation) => {
    const [one, other] = [await openReseller(store), await openReseller(store)];
    const key = newId();
    for (const reseller of [one, other]) {
      const wanted = await grantedRequest(operation, reseller);
      const headers = { ...wanted.headers, 'Idempotency-Key': key };
      const answer = await send(operation, { ...wanted, headers }, reseller);
      expect(answer.statusCode, answer.body).toBeLessThan(300);
      expect(isReplay(answer)).toBe(false);
    }
  });
});
