import { describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { createTestDatabase } from './support/database.ts';
import { forThisFile } from './support/for-this-file.ts';

/** A value of each kind; an `…_owners` table gives it to one account. */
const VALUES: Record<string, Record<string, unknown>> = {
  api_key_owners: { client_id: 'shop' },
  bank_receipt_owners: { entry_id: 'entry-1' },
  billing_document_owners: { number: '2026-000001' },
  carrier_order_owners: { carrier: 'esim-go', supplier_order: 'order-1' },
  payment_customer_owners: { provider: 'stripe', token: 'cus_1' },
  purchase_intent_owners: { provider: 'stripe', intent_token: 'pi_1' },
  purchase_reference_owners: { reference: 'GS-AAAA-BBBB' },
  sdk_key_owners: { key: 'pk_live_1' },
  ticket_owners: { number: 4711 },
};

const { db } = await forThisFile(createTestDatabase());

/** Gives the value to a new account in a transaction that is open until `end`. */
async function own(table: string) {
  const client = await db.pool.connect();
  const row = { ...VALUES[table], account_id: newId() };
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  await client.query('begin');
  const inserted = client.query(
    `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
    Object.values(row),
  );
  // A refusal is looked at only after the other account has decided.
  inserted.catch(() => {});
  const end = async (how: 'commit' | 'rollback') => {
    await client.query(how);
    client.release();
  };
  return { inserted, end };
}

async function isWaiting(): Promise<boolean> {
  const { rows } = await db.pool.query(`
    select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows.length > 0;
}

describe('a value that two accounts want at once', () => {
  it.each(Object.keys(VALUES))('belongs to the first that commits it, in %s', async (table) => {
    const first = await own(table);
    await first.inserted;
    const second = await own(table);
    await expect.poll(isWaiting).toBe(true);
    await first.end('commit');
    await expect(second.inserted).rejects.toMatchObject({ code: '23505' });
    await second.end('rollback');
  });

  it.each(Object.keys(VALUES))(
    'belongs to the second if the first gives up, in %s',
    async (table) => {
      await db.pool.query(`delete from ${table}`);
      const first = await own(table);
      await first.inserted;
      const second = await own(table);
      await expect.poll(isWaiting).toBe(true);
      await first.end('rollback');
      await second.inserted;
      await second.end('commit');
    },
  );

  it('is tried for every kind of value', async () => {
    const { rows } = await db.pool.query<{ name: string }>(`
      select relname as name from pg_class
      where relname ~ '_owners$' and relkind = 'r'
      order by relname`);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(VALUES));
  });
});
