import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { createTestDatabase } from './support/database.ts';
import { folderForThisFile, forThisFile } from './support/for-this-file.ts';

const MIGRATIONS = join(import.meta.dirname, '../migrations');
const OWNERS = '0104_owners_of_unique_values.sql';

const before = await folderForThisFile();
const { db } = await forThisFile(createTestDatabase({ isEmpty: true }), { hasBooks: false });

const accountId = newId();
const id = newId();
const ROWS = `
  insert into api_keys (account_id, client_id, name, secret_hash, scopes, created_at)
  values ('${accountId}', 'shop', 'Shop', decode(repeat('00', 32), 'hex'), '{read}', now());
  insert into bank_receipts (account_id, entry_id, purchase_id, received_minor, received_at,
    confirmed_at)
  values ('${accountId}', 'entry-1', '${id}', 1, now(), now());
  insert into billing_documents (account_id, id, kind, is_test, number, purchase_id, issued_at,
    seller, buyer, locale, description, payment_method, amount_minor, vat_minor, total_minor,
    vat_rate_basis_points, vat_treatment)
  values ('${accountId}', '${id}', 'invoice', false, '2026-000001', '${id}', now(), '{}', '{}',
    'en', 'Credits', 'Visa', 1, 0, 1, 0, 'reverse_charge');
  insert into carrier_orders (account_id, id, activated_item_id, data_plan_id, carrier, kind, state,
    item, attempts, sent_at, next_at, created_at, supplier_order)
  select '${accountId}', id, id, id, 'esim-go', 'profile', 'UNKNOWN', 'item', 1, now(), now(),
    now(), number
  from (values ('${newId()}'::uuid, 'order-1'), ('${newId()}', null)) as made (id, number);
  insert into payment_customers (account_id, provider, token, created_at)
  values ('${accountId}', 'stripe', 'cus_1', now());
  insert into purchases (account_id, id, organization_id, mode, origin, method, status,
    amount_minor, vat_minor, total_minor, vat_rate_basis_points, vat_treatment, payment_method_id,
    provider, intent_token, reference, created_at)
  select '${accountId}', id, id, 'live', 'manual', method, status, 1, 0, 1, 0, 'reverse_charge',
    card, provider, intent, reference, now()
  from (values
    ('${newId()}'::uuid, 'card', 'pending', '${id}'::uuid, 'stripe', 'pi_1', null),
    ('${newId()}', 'card', 'pending', '${id}', 'stripe', null, null),
    ('${newId()}', 'bank_transfer', 'awaiting_transfer', null, null, null, 'GS-AAAA-BBBB')
  ) as made (id, method, status, card, provider, intent, reference);
  insert into sdk_keys (account_id, id, app_id, key, created_at)
  values ('${accountId}', '${id}', '${id}', 'pk_live_' || repeat('0', 32), now());
  insert into tickets (account_id, id, number, subject, status, author_locale, created_at,
    updated_at)
  values ('${accountId}', '${id}', 1001, 'No network', 'open', 'en', now(), now())`;

it('the values of a running store get their owners, and rows without a value none', async () => {
  for (const file of await readdir(MIGRATIONS)) {
    if (file < OWNERS) await cp(join(MIGRATIONS, file), join(before, file));
  }
  await migrate(db, before);
  // The rows have no parents; only the new foreign keys look at them.
  await db.pool.query(`begin; set local session_replication_role = replica; ${ROWS}; commit`);

  expect(await migrate(db, MIGRATIONS)).toContain(OWNERS);
  const owned = {
    api_key_owners: { client_id: 'shop' },
    bank_receipt_owners: { entry_id: 'entry-1' },
    billing_document_owners: { number: '2026-000001' },
    carrier_order_owners: { carrier: 'esim-go', supplier_order: 'order-1' },
    payment_customer_owners: { provider: 'stripe', token: 'cus_1' },
    purchase_intent_owners: { provider: 'stripe', intent_token: 'pi_1' },
    purchase_reference_owners: { reference: 'GS-AAAA-BBBB' },
    sdk_key_owners: { key: `pk_live_${'0'.repeat(32)}` },
    ticket_owners: { number: 1001n },
  };
  for (const [table, value] of Object.entries(owned)) {
    const { rows } = await db.pool.query(`select * from ${table}`);
    expect(rows, table).toEqual([{ ...value, account_id: accountId }]);
  }
  const insert = `insert into tickets (account_id, id, number, subject, status, author_locale,
    created_at, updated_at)
    select '${newId()}', id, number, subject, status, author_locale, now(), now() from tickets`;
  await expect(db.pool.query(insert)).rejects.toMatchObject({ code: '23503' });
}, 60_000);
