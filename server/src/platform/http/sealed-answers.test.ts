import { expect, it } from 'vitest';
import { createKeyedAccount, testEncryption } from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { DecryptionFailed } from '../../kernel/encryption.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { idempotencyKeys } from '../../tenancy/idempotency/index.ts';
import { sql } from '../db/database.ts';
import { sealAnswers } from './sealed-answers.ts';

const test = await forThisFile(createTestDatabase());
const { accountId } = await createKeyedAccount(test.db);

const sealed = sealAnswers(idempotencyKeys, testEncryption());
const claim = (key: string, byte = 1) => ({ accountId, key, requestHash: Buffer.alloc(32, byte) });
const keep = (key: string, body: string) =>
  test.db.transaction(async (tx) => {
    expect((await sealed.claimAll(tx, [claim(key)])).size).toBe(0);
    await sealed.keepAll(tx, [{ claim: claim(key), answer: { status: 200, body } }]);
  });
const read = (key: string, byte?: number) =>
  test.db.transaction(
    async (tx) => [...(await sealed.claimAll(tx, [claim(key, byte)])).values()][0],
  );

it('a sealed answer is given again to the byte', async () => {
  for (const [key, body] of Object.entries({ secret: '{"clientSecret":"ß🔑"}', empty: '' })) {
    await keep(key, body);
    expect(await read(key)).toEqual({ status: 200, body });
  }
});

it('a key of a sealed answer that is used for another request is refused as ever', async () => {
  await keep('reused', '{}');
  const refusal = await read('reused', 2);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code: 'idempotency_key_reused' });
});

it('a sealed answer opens for no other key', async () => {
  await keep('mine', '{"clientSecret":"mine"}');
  await keep('yours', '{"clientSecret":"yours"}');
  await test.db.run(sql`
    update idempotency_keys
    set body = (select body from idempotency_keys where key = 'yours')
    where key = 'mine'`);
  await expect(read('mine')).rejects.toThrow(DecryptionFailed);
});
