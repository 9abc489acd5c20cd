import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { IS_CITUS } from '../../../test/support/citus.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { importProfiles } from '../../connectivity/carriers/index.ts';
import { newId } from '../../kernel/ids.ts';
import { type Sql, sql } from '../../platform/db/database.ts';
import { anywhere } from './operator-search-store.ts';

const PROFILE = '8944500101180012348,234500000000001,LPA:1$smdp.alpine.test$1234567890ABCDEF';
const EMAIL = 'anna@travellers.test';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator-support');

let acme: Reseller;
let sold: { customerUid: string; activatedItemUid: string; iccid: string };

beforeAll(async () => {
  acme = await openReseller(store);
  const body = { inventoryItemId: acme.items.worldwide, customerEmail: EMAIL };
  const answer = await acme.call('POST', '/gigastore/activations/register', { body });
  const { customer, activatedItem, esimProfile } = answer.json();
  sold = {
    customerUid: customer.uid,
    activatedItemUid: activatedItem.uid,
    iccid: esimProfile.iccid,
  };
});

type Item = Record<'kind' | 'id' | 'field' | 'organizationId' | 'accountId' | 'state', string>;

async function search(text: string): Promise<Item[]> {
  const answer = await call('GET', `/operator/search?q=${encodeURIComponent(text)}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items;
}

const own = () => ({ organizationId: acme.organizationId, accountId: acme.id, mode: 'sandbox' });

describe('the search across resellers', () => {
  it('finds a customer by email address and ID, a package by ID, and an eSIM by number', async () => {
    const { customerUid, activatedItemUid, iccid } = sold;
    const customer = { kind: 'customer', id: customerUid, ...own() };
    const esim = { kind: 'esim', id: iccid, state: 'RELEASED', customerUid, ...own() };
    expect(await search(EMAIL.toUpperCase())).toMatchObject([{ ...customer, field: 'email' }]);
    expect(await search(customerUid)).toMatchObject([{ ...customer, field: 'uid' }]);
    expect(await search(activatedItemUid.toUpperCase())).toMatchObject([
      { kind: 'package', id: activatedItemUid, field: 'uid', customerUid, ...own() },
    ]);
    expect(await search(iccid.replace(/(.{4})/g, '$1 '))).toMatchObject([
      { ...esim, field: 'iccid' },
    ]);
    const profile = await store.db.row<{ imsi: string }>(sql`
      select imsi
      from carrier_profiles
      where iccid = ${iccid}`);
    expect(await search(profile?.imsi ?? '')).toMatchObject([{ ...esim, field: 'imsi' }]);
  });

  it('finds a purchase by its reference as the payer wrote it, and by its invoice', async () => {
    const body = { amount: { priceValue: 100, currencyCode: 'USD' }, method: 'bank_transfer' };
    const asked = await acme.call('POST', '/gigastore/credits/purchases', { body });
    const { id, instructions } = asked.json();
    const written = `SVWZ+${instructions.reference.toLowerCase().replaceAll('-', ' ')} Acme`;
    const purchase = { kind: 'purchase', id, state: 'awaiting_transfer', ...own() };
    expect(await search(written)).toMatchObject([{ ...purchase, field: 'reference' }]);
    expect(await search(id)).toMatchObject([{ ...purchase, field: 'id' }]);
    await acme.call('POST', `/gigastore/sandbox/purchases/${id}/simulate`, {
      body: { event: 'receive_transfer' },
    });
    const paid = (await acme.call('GET', `/gigastore/credits/purchases/${id}`)).json();
    expect(await search(paid.invoiceNumber.toLowerCase())).toMatchObject([
      { kind: 'invoice', id: paid.invoiceNumber, ...own() },
    ]);
  });

  it('finds tickets by number and ID, and requests by their ID', async () => {
    const body = { subject: 'No network', text: 'It does not connect.' };
    const ticket = (await acme.call('POST', '/gigastore/tickets', { body })).json();
    const found = { kind: 'ticket', id: ticket.id, title: 'No network', ...own() };
    expect(await search(ticket.number.toLowerCase())).toMatchObject([found]);
    expect(await search(ticket.id)).toMatchObject([found]);
    const requestId = newId();
    await store.db.run(sql`
      insert into api_requests (account_id, at, id, request_id, actor_kind, actor_id, method, route,
        path, status, duration_ms, is_replay)
      values (${acme.id}, now(), ${newId()}, ${requestId}, 'api_key', 'key', 'GET', '/x', '/x', 404,
        1, false)`);
    expect(await search(requestId)).toMatchObject([
      { kind: 'request', id: requestId, title: 'GET /x', state: '404', ...own() },
    ]);
  });

  it('finds resellers, accounts and members', async () => {
    const { organizationId, id } = acme;
    const named = newId();
    await store.db.run(sql`
      update organizations
      set name = ${`Travel ${named}`}
      where id = ${organizationId}`);
    const organization = { kind: 'organization', id: organizationId, organizationId };
    expect(await search(named.slice(4))).toMatchObject([{ ...organization, field: 'name' }]);
    expect(await search(organizationId)).toMatchObject([{ ...organization, field: 'id' }]);
    expect(await search(id)).toMatchObject([{ ...organization, field: 'account' }]);
    const owner = await personOf(store, organizationId, 'owner');
    const person = await store.db.row<{ email: string }>(sql`
      select email
      from people
      where id = ${owner.personId}`);
    expect(await search(person?.email ?? '')).toMatchObject([
      { kind: 'person', id: owner.personId, organizationId, state: 'owner' },
    ]);
  });

  it('finds a profile in stock with its carrier, and nothing of the platform itself', async () => {
    await store.db.transaction((tx) => importProfiles(tx, { carrier: 'alpine', csv: PROFILE }));
    const profile = { kind: 'profile', id: '8944500101180012348', state: 'alpine' };
    const inStock = { ...profile, organizationId: null, accountId: null };
    expect(await search('8944500101180012348')).toMatchObject([inStock]);
    expect(await search('234500000000001')).toMatchObject([{ ...inStock, field: 'imsi' }]);
    expect(await search('operator@platform.test')).toEqual([]);
    expect(await search('%_%')).toEqual([]);
  });

  it('is refused without a text, and to resellers', async () => {
    expect((await call('GET', '/operator/search?q=%20')).json().code).toBe('invalid_request');
    const stranger = await acme.call('GET', '/operator/search?q=abc');
    expect(stranger.statusCode).toBe(403);
  });
});

describe('the statement of the search', () => {
  const wanted = {
    ...{ text: EMAIL, uuid: newId(), number: '8944500101180012348' },
    ...{ references: ['GS-B98S-8HY4'], ticketNumber: '4711' },
  };

  it.skipIf(IS_CITUS)(
    'reads every table by an index that begins with what is looked up',
    async () => {
      const plan = await store.db.transaction((tx) => planOf(tx, anywhere(wanted, 20)));
      expect(plan.filter(({ type }) => type === 'Seq Scan')).toEqual([]);
      const used = new Set(plan.flatMap(({ index }) => (index ? [wholeOf(index)] : [])));
      const leading = [...used].filter((name) => !ON_ACCOUNTS.test(name));
      expect(leading.sort()).toEqual(BY_WHAT_IS_LOOKED_UP);
    },
  );
});

/** Indexes that join a found row to its account, or to a row that was found before. */
const ON_ACCOUNTS =
  /^((accounts|organizations|customers|free_profiles)_pkey|organizations_kind|members_one_\w+)$/;
const BY_WHAT_IS_LOOKED_UP = [
  'activated_items_id',
  'api_requests_request_id',
  'billing_documents_number',
  'carrier_profiles_imsi',
  'carrier_profiles_pkey',
  'customers_email',
  'esim_profiles_iccid',
  'people_email',
  'profile_domains_customer',
  'purchases_id',
  'purchases_reference',
  'tickets_id',
  'tickets_number',
];

/** The index that a partition has its part of. */
function wholeOf(index: string): string {
  return /^api_requests_\w+_request_id_/.test(index) ? 'api_requests_request_id' : index;
}

type Node = { 'Node Type': string; 'Index Name'?: string; Plans?: Node[] };
type Read = { type: string; index: string | undefined };

/** Returns how the tables are read where reading them whole is the last resort. */
async function planOf(tx: Parameters<Parameters<typeof store.db.transaction>[0]>[0], of: Sql) {
  await tx.run(sql`set local enable_seqscan = off`);
  const row = await tx.row<{ 'QUERY PLAN': { Plan: Node }[] }>(sql`explain (format json) ${of}`);
  return nodesOf(row?.['QUERY PLAN'][0]?.Plan);
}

function nodesOf(node: Node | undefined): Read[] {
  if (!node) return [];
  const own = { type: node['Node Type'], index: node['Index Name'] };
  return [own, ...(node.Plans ?? []).flatMap(nodesOf)];
}
