import { expect, it } from 'vitest';
import {
  countStatements,
  createKeyedAccount,
  createTestClock,
} from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { createGrants } from './grants.ts';

const test = await forThisFile(createTestDatabase());

async function openGrants(maxGrants?: number) {
  const { db, texts } = countStatements(test.db);
  const grants = createGrants({ db, clock: createTestClock(), maxGrants });
  const keys: { accountId: string; clientId: string }[] = [];
  for (let number = 0; number < 3; number += 1) {
    const { accountId, key } = await createKeyedAccount(test.db);
    keys.push({ accountId, clientId: key.clientId });
  }
  const readAll = async () => {
    for (const key of keys) await grants.get(key);
    return texts.splice(0).length;
  };
  return { grants, keys, readAll };
}

it('grants are read once for each key', async () => {
  const { readAll } = await openGrants();
  expect(await readAll()).toBe(3);
  expect(await readAll()).toBe(0);
});

it('grants are not remembered without bound', async () => {
  const { readAll } = await openGrants(2);
  expect(await readAll()).toBe(3);
  expect(await readAll()).toBe(3);
});

it('grants are forgotten for one key, or for one account', async () => {
  const { grants, keys, readAll } = await openGrants();
  await readAll();
  grants.invalidateKey(keys[0]?.clientId ?? '');
  expect(await readAll()).toBe(1);
  grants.invalidateAccount(keys[1]?.accountId ?? '');
  expect(await readAll()).toBe(1);
});

it('grants of a key belong to its account only', async () => {
  const { grants, keys } = await openGrants();
  const [one, other] = keys;
  if (!one || !other) throw new Error('too few keys');
  expect(await grants.get(one)).toBeDefined();
  expect(await grants.get({ ...one, accountId: other.accountId })).toBeUndefined();
  expect(await grants.get(one)).toBeDefined();
});
