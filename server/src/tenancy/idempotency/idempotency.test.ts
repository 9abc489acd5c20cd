import { describe, expect, it } from 'vitest';
import { closeTableBefore } from '../../../test/support/closed-tables.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sql } from '../../platform/db/database.ts';
import type { Claim, KeptAnswer } from '../../platform/http/write.ts';
import {
  claimAll,
  eraseKeptAnswersOf,
  keepAll,
  pruneIdempotencyKeys,
  readIdempotencyKey,
  requestHash,
} from './index.ts';

const { db } = await forThisFile(createTestDatabase());

async function newAccount(): Promise<string> {
  const [organizationId, accountId] = [newId(), newId()];
  await db.run(sql`
    insert into organizations (id, name, email) values (${organizationId}, 'Shop', 'a@shop.test')`);
  await db.run(sql`
    insert into accounts (id, organization_id, mode)
    values (${accountId}, ${organizationId}, 'live')`);
  return accountId;
}

function claimFor(accountId: string, key: string, body: unknown = { metatag: 'one' }): Claim {
  const asked = { method: 'POST', route: '/gigastore/sell', params: {}, body };
  return { accountId, key, requestHash: requestHash(asked) };
}

const ANSWER = { status: 200, body: '{"id":"first"}' };

/** What a request does: the kept answer, or its refusal's code, or a new answer that is kept. */
function perform(claim: Claim, answer: KeptAnswer = ANSWER): Promise<KeptAnswer | string> {
  return db.transaction(async (tx) => {
    const settled = (await claimAll(tx, [claim])).get(claim);
    if (settled instanceof Refusal) return settled.code;
    if (settled) return settled;
    await keepAll(tx, [{ claim, answer }]);
    return answer;
  });
}

async function age(claim: Claim, days: number): Promise<void> {
  await db.run(sql`
    update idempotency_keys
    set created_at = now() - make_interval(days => ${days})
    where account_id = ${claim.accountId} and key = ${claim.key}`);
}

describe('an idempotency key', () => {
  it('gives the first answer again, byte for byte', async () => {
    const claim = claimFor(await newAccount(), 'order-1');
    await perform(claim, { status: 201, body: '{"b":1, "a":2}' });
    expect(await perform(claim, ANSWER)).toEqual({ status: 201, body: '{"b":1, "a":2}' });
  });

  it('is answered again by a transaction whose COMMIT waits for a standby', async () => {
    const claim = claimFor(await newAccount(), 'order-1');
    await perform(claim);
    const writes = await db.transaction(async (tx) => {
      await claimAll(tx, [claim]);
      return tx.row(sql`select pg_current_xact_id_if_assigned() is not null as "hasId"`);
    });
    expect(writes).toEqual({ hasId: true });
  });

  it('is refused for a different request and left as it was', async () => {
    const accountId = await newAccount();
    await perform(claimFor(accountId, 'order-1'));
    const other = claimFor(accountId, 'order-1', { metatag: 'two' });
    expect(await perform(other)).toBe('idempotency_key_reused');
    expect(await perform(claimFor(accountId, 'order-1'))).toEqual(ANSWER);
  });

  it('belongs to one account', async () => {
    await perform(claimFor(await newAccount(), 'order-1'));
    const answer = { status: 200, body: '{"id":"of the other"}' };
    expect(await perform(claimFor(await newAccount(), 'order-1'), answer)).toEqual(answer);
  });

  it('is in progress while the first request is open, and free when that one fails', async () => {
    const claim = claimFor(await newAccount(), 'order-1');
    const failing = db.transaction(async (tx) => {
      expect((await claimAll(tx, [claim])).size).toBe(0);
      expect(await perform(claim)).toBe('idempotency_key_in_progress');
      throw new Refusal('out_of_stock', 'Nothing left.');
    });
    await expect(failing).rejects.toMatchObject({ code: 'out_of_stock' });
    expect(await perform(claim)).toEqual(ANSWER);
  });

  it('lets one of fifty requests at once act; the others replay or are told to wait', async () => {
    const claim = claimFor(await newAccount(), 'order-1');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => perform(claim, { status: 200, body: `"${at}"` })),
    );
    const bodies = new Set(
      answers.filter((answer) => typeof answer === 'object').map((a) => a.body),
    );
    expect(bodies.size).toBe(1);
    const refused = answers.filter((answer) => typeof answer === 'string');
    expect(new Set([...refused, 'idempotency_key_in_progress']).size).toBe(1);
  });

  it('answers many repetitions at once, none of them in progress', async () => {
    const claim = claimFor(await newAccount(), 'order-1');
    await perform(claim);
    const answers = await Promise.all(Array.from({ length: 20 }, () => perform(claim)));
    expect(answers).toEqual(Array.from({ length: 20 }, () => ANSWER));
  });

  it('is guaranteed by the table when the reservation is not', async () => {
    const claim = claimFor(await newAccount(), 'order-1');
    let attempts = 0;
    const late = await db.transaction(async (tx) => {
      attempts += 1;
      const settled = (await claimAll(tx, [claim])).get(claim);
      if (settled) return settled;
      // Another node, which does not see this reservation, is faster.
      await db.transaction((other) => keepAll(other, [{ claim, answer: ANSWER }]));
      await keepAll(tx, [{ claim, answer: { status: 200, body: '"second"' } }]);
      return undefined;
    });
    expect(late).toEqual(ANSWER);
    expect(attempts).toBe(2);
  });

  it('is kept for 30 days, then may name another request', async () => {
    const accountId = await newAccount();
    const claim = claimFor(accountId, 'order-1');
    await perform(claim);
    await age(claim, 29);
    expect(await perform(claim)).toEqual(ANSWER);
    await age(claim, 31);
    const later = claimFor(accountId, 'order-1', { metatag: 'a month later' });
    const answer = { status: 200, body: '{"id":"later"}' };
    expect(await perform(later, answer)).toEqual(answer);
    expect(await perform(later)).toEqual(answer);
  });

  it('is settled on its own in a batch of keys of several accounts', async () => {
    const [accountId, other] = [await newAccount(), await newAccount()];
    await perform(claimFor(accountId, 'kept'));
    await perform(claimFor(accountId, 'reused'));
    const batch = [
      claimFor(accountId, 'kept'),
      claimFor(accountId, 'reused', { metatag: 'else' }),
      claimFor(accountId, 'new'),
      claimFor(accountId, 'new too'),
      claimFor(accountId, 'new'),
      claimFor(other, 'kept'),
    ];
    await db.transaction(async (tx) => {
      const settled = await claimAll(tx, batch);
      expect([...settled.keys()].map(({ key }) => key)).toEqual(['new', 'kept', 'reused']);
      const [kept, reused, , , again] = batch.map((claim) => settled.get(claim));
      expect(kept).toEqual(ANSWER);
      expect(reused).toMatchObject({ code: 'idempotency_key_reused' });
      expect(again).toMatchObject({ code: 'idempotency_key_in_progress' });
      const unsettled = batch.filter((claim) => !settled.has(claim));
      expect(unsettled.map(({ key }) => key)).toEqual(['new', 'new too', 'kept']);
      await keepAll(
        tx,
        unsettled.map((claim) => ({ claim, answer: ANSWER })),
      );
    });
    expect(await perform(claimFor(other, 'kept'))).toEqual(ANSWER);
    expect(await perform(claimFor(accountId, 'new too'))).toEqual(ANSWER);
  });
});

describe('a table of keys that was closed', () => {
  const close = (days: number) => closeTableBefore(db, { table: 'idempotency_keys', days });

  it('answers its keys again, and refuses them for another request', async () => {
    const accountId = await newAccount();
    await perform(claimFor(accountId, 'order-1'));
    await close(29);
    expect(await perform(claimFor(accountId, 'order-1'), { status: 200, body: '2' })).toEqual(
      ANSWER,
    );
    const other = claimFor(accountId, 'order-1', { metatag: 'two' });
    expect(await perform(other)).toBe('idempotency_key_reused');
    expect(await perform(claimFor(accountId, 'order-2'))).toEqual(ANSWER);
  });

  it('is not closed while a key is claimed and not kept', async () => {
    const claim = claimFor(await newAccount(), 'order-1');
    await perform(claimFor(claim.accountId, 'other'));
    await db.transaction(async (tx) => {
      expect((await claimAll(tx, [claim])).size).toBe(0);
      await expect(close(13)).rejects.toThrow(/lock/);
      await keepAll(tx, [{ claim, answer: ANSWER }]);
    });
    await close(13);
    expect(await perform(claim, { status: 200, body: '2' })).toEqual(ANSWER);
  });

  it('lets one of ten requests act, whenever it is closed', async () => {
    const accountId = await newAccount();
    const isBusy = (error: { code?: string }) => ['55P03', '40P01'].includes(error.code ?? '');
    for (const [round, days] of [120, 110, 100, 90, 80].entries()) {
      const claim = claimFor(accountId, `order-${round}`);
      await perform(claimFor(accountId, `before-${round}`));
      const asked = Array.from({ length: 10 }, async (_, at) => {
        await new Promise((done) => setTimeout(done, at));
        return perform(claim, { status: 200, body: `"${at}"` });
      });
      const closing = close(days).catch((error) => {
        if (!isBusy(error)) throw error;
      });
      const [answers] = await Promise.all([Promise.all(asked), closing]);
      const bodies = answers.flatMap((one) => (typeof one === 'object' ? [one.body] : []));
      expect(new Set(bodies).size).toBe(1);
      const kept = await db.rows(sql`
        select body from idempotency_keys
        where account_id = ${accountId} and key = ${claim.key}`);
      expect(kept).toEqual([{ body: bodies[0] }]);
    }
  });

  it('is dropped once all its keys are older than 30 days, and no other', async () => {
    const accountId = await newAccount();
    await perform(claimFor(accountId, 'old'));
    const old = await close(31);
    await perform(claimFor(accountId, 'young'));
    await close(20);
    await perform(claimFor(accountId, 'newest'));
    expect((await pruneIdempotencyKeys(db)).dropped).toContain(old);
    expect(await pruneIdempotencyKeys(db)).toEqual({ dropped: [], deleted: 0 });
    const again = { status: 200, body: '{"id":"later"}' };
    expect(await perform(claimFor(accountId, 'old'), again)).toEqual(again);
    expect(await perform(claimFor(accountId, 'young'), again)).toEqual(ANSWER);
    expect(await perform(claimFor(accountId, 'newest'), again)).toEqual(ANSWER);
  });
});

describe('erasing a customer', () => {
  it('takes the personal data out of kept answers and leaves the rest', async () => {
    const accountId = await newAccount();
    const uid = newId();
    const claim = claimFor(accountId, 'sale');
    const customer = { uid, email: 'traveller@example.com', countryOfResidence: 'AT' };
    await perform(claim, { status: 200, body: JSON.stringify({ status: 'success', customer }) });
    await db.transaction((tx) => eraseKeptAnswersOf({ db: tx, accountId }, uid));
    const kept = (await perform(claim)) as KeptAnswer;
    const anonymous = { uid, email: null, countryOfResidence: null };
    expect(JSON.parse(kept.body)).toEqual({ status: 'success', customer: anonymous });
  });
});

describe('the header', () => {
  it.each(['a', '!~', 'x'.repeat(255)])('takes %j', (key) => {
    expect(readIdempotencyKey({ 'idempotency-key': key })).toBe(key);
  });

  it('takes a quoted key as the key without its quotation marks', () => {
    expect(readIdempotencyKey({ 'idempotency-key': '"k-1"' })).toBe('k-1');
    expect(readIdempotencyKey({ 'idempotency-key': `"${'x'.repeat(255)}"` })).toHaveLength(255);
    expect(readIdempotencyKey({ 'idempotency-key': '"' })).toBe('"');
  });

  it.each(['', '""', 'with space', 'x'.repeat(256), 'ключ', 'tab\t'])('refuses %j', (key) => {
    expect(() => readIdempotencyKey({ 'idempotency-key': key })).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });

  it('is optional', () => {
    expect(readIdempotencyKey({})).toBeUndefined();
  });
});

describe('what makes two requests the same', () => {
  const asked = { method: 'POST', route: '/r/:id', params: { id: '7' }, body: { a: 1, b: [1, 2] } };
  const hash = requestHash(asked).toString('hex');
  const hashOf = (change: object) => requestHash({ ...asked, ...change }).toString('hex');

  it('is not the order of keys, nor a missing body instead of null', () => {
    expect(hashOf({ body: { b: [1, 2], a: 1 } })).toBe(hash);
    expect(hashOf({ body: undefined })).toBe(hashOf({ body: null }));
  });

  it.each([
    { method: 'PUT' },
    { route: '/s/:id' },
    { params: { id: '8' } },
    { body: { a: 1, b: [2, 1] } },
    { body: { a: '1', b: [1, 2] } },
    { body: null },
    { body: {} },
  ])('is everything else: %j', (change) => {
    expect(hashOf(change)).not.toBe(hash);
  });
});
