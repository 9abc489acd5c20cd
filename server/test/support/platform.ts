import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import { withLuhn } from '../../src/kernel/check-digits.ts';
import { newId } from '../../src/kernel/ids.ts';
import { personOf, type TestPerson } from './people.ts';
import { RECENT } from './recent-usage.ts';
import type { Reseller } from './resellers.ts';
import { PLANS } from './shop.ts';
import { addPlan } from './small-catalogue.ts';

type Place = Pick<Reseller, 'store' | 'organizationId'>;

const colleagues = new WeakMap<Reseller['store'], Promise<TestPerson>>();

/** An operator of the platform, and another one than `sessionFor` signs in. */
function colleagueOf({ store, organizationId }: Place): Promise<TestPerson> {
  const colleague = colleagues.get(store) ?? personOf(store, organizationId, 'operator');
  colleagues.set(store, colleague);
  return colleague;
}

/** Asks the platform's side for something that it makes, and gives its answer. */
async function made(place: Place, path: string, body: object) {
  const { call } = await colleagueOf(place);
  const answer = await call('POST', path, { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

/** An organization that nobody else uses, with its two accounts. */
export function newOrganization(place: Place) {
  const body = { name: 'Acme Travel', email: 'owner@acme.test' };
  return made(place, '/operator/organizations', body);
}

/** The ID of a planned price of a new list. */
export async function newPlannedPrice(place: Place): Promise<string> {
  const path = `/operator/price-lists/${await newPriceList(place)}/planned-prices`;
  return (await made(place, path, plannedPrices())).items[0].id;
}

/** What plans a price for tomorrow. */
export function plannedPrices() {
  const effectiveAt = new Date(Date.now() + 86_400_000).toISOString();
  const wholesalePrice = { priceValue: 2.9, currencyCode: 'USD' };
  return { effectiveAt, prices: [{ dataPlanId: PLANS.europe.id, wholesalePrice }] };
}

/** The ID of an announcement to all resellers. */
export async function newAnnouncement(place: Place): Promise<string> {
  const endsAt = new Date(Date.now() + 86_400_000).toISOString();
  return (await made(place, '/operator/announcements', { texts: { en: 'Hello' }, endsAt })).id;
}

/** The id of an empty price list. */
export async function newPriceList(place: Place): Promise<string> {
  return (await made(place, '/operator/price-lists', { name: 'Partners' })).id;
}

/** The id of a plan without a price. */
export async function newDataPlan(place: Place): Promise<string> {
  const { name, sizeValue, sizeUnit, countrySet, carrier } = PLANS.europe;
  const body = { name, sizeValue, sizeUnit, countrySet, carrier, validityDays: 7 };
  return (await made(place, '/operator/data-plans', body)).id;
}

/** The ID of an operator key of this machine. */
export async function newOperatorKey(place: Place): Promise<string> {
  return (await made(place, '/operator/keys', operatorKeyDraft())).id;
}

/** What creates an operator key of this machine, for a day. */
export function operatorKeyDraft() {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  return { name: 'Price sync', scopes: ['assist'], ipAllowList: ['127.0.0.1'], expiresAt };
}

/** The ID of a carrier key. */
export async function newCarrierKey(place: Place): Promise<string> {
  return (await made(place, '/operator/carrier-keys', { carrier: 'alpine' })).keyId;
}

/** The ID of a RADIUS client. */
export async function newRadiusClient(place: Place): Promise<string> {
  return (await made(place, '/operator/radius-clients', radiusClientDraft())).id;
}

/** What creates a RADIUS client; each has another name. */
export function radiusClientDraft() {
  return { name: `pgw-${newId()}`, carrier: 'alpine', networks: ['10.1.0.0/24'] };
}

/** The ID of a usage record that nobody's profile has used. */
export async function newRejectedUsage(place: Place): Promise<string> {
  const key = await made(place, '/operator/carrier-keys', { carrier: 'sandbox' });
  const record = { recordId: newId(), iccid: '8944500101180012348', bytes: 1, country: 'AT' };
  await place.store.app.inject({
    method: 'POST',
    url: '/carrier/v1/usage-records',
    headers: { authorization: basicOf(key) },
    payload: [{ ...record, ...RECENT }],
  });
  const { call } = await colleagueOf(place);
  const { items } = (await call('GET', '/operator/rejected-usage?limit=200')).json();
  type Listed = { id: string; record: { recordId: string } };
  const own = (items as Listed[]).find((one) => one.record.recordId === record.recordId);
  return own?.id ?? '';
}

/** A profile that no stock has, as a line of an import. */
export function newProfileLine(): string {
  const iccid = withLuhn(`8988${randomInt(10 ** 7, 10 ** 8)}${randomInt(10 ** 5, 10 ** 6)}`);
  return `${iccid},,LPA:1$smdp.alpine.test$1234567890ABCDEF`;
}

function basicOf({ keyId, secret }: { keyId: string; secret: string }): string {
  return `Basic ${Buffer.from(`${keyId}:${secret}`).toString('base64')}`;
}

/** The ID of an open entry of a bank statement, over 50.00 USD. */
export async function newBankLine(place: Place): Promise<string> {
  const text = `for ${newId()}`;
  const file = `date;amount;currency;reference\n2026-04-30;50.00;USD;${text}\n`;
  await made(place, '/operator/bank-statements', { file });
  const { call } = await colleagueOf(place);
  const { items } = (await call('GET', '/operator/bank-lines?state=open&limit=200')).json();
  return (items as { id: string; text: string }[]).find((one) => one.text === text)?.id ?? '';
}

let countrySets = 0;

/** The code of a country set that no plan names. */
export async function newCountrySet(place: Place): Promise<string> {
  countrySets += 1;
  const body = { code: `OWN_${countrySets}`, name: 'A set', countries: ['AT', 'DE'] };
  return (await made(place, '/operator/country-sets', body)).code;
}

/** An adjustment of this account that waits for a second person. */
export async function proposeAdjustment(
  place: Place & { id: string },
  terms: { direction?: 'credit' | 'debit'; by?: TestPerson } = {},
): Promise<string> {
  const { direction = 'credit', by = await colleagueOf(place) } = terms;
  const amount = { priceValue: 2500, currencyCode: 'USD' };
  const body = { accountId: place.id, direction, amount, reason: 'Outage' };
  const answer = await by.call('POST', '/operator/adjustments', { body });
  expect(answer.json(), answer.body).toMatchObject({ state: 'pending' });
  return answer.json().id;
}

/** A bank receipt above the open sum of its purchase, which waits for approval. */
export async function proposeReceipt(
  place: Place & Pick<Reseller, 'call'>,
  by?: Pick<TestPerson, 'call'>,
): Promise<string> {
  const amount = { priceValue: 50, currencyCode: 'USD' };
  const order = { body: { amount, method: 'bank_transfer' } };
  const purchase = (await place.call('POST', '/gigastore/credits/purchases', order)).json();
  const body = {
    reference: purchase.instructions.reference,
    received: { priceValue: 2500, currencyCode: 'USD' },
    receivedAt: '2026-04-30T00:00:00Z',
    entryId: newId(),
  };
  const { call } = by ?? (await colleagueOf(place));
  const answer = await call('POST', '/operator/bank-transfers', { body });
  expect(answer.json(), answer.body).toMatchObject({ approvalRequest: { state: 'pending' } });
  return answer.json().approvalRequest.id;
}

/** The invitation of an operator, which waits for approval. */
export async function inviteOperator(place: Place): Promise<string> {
  // Two at least, or nobody could approve.
  await personOf(place.store, place.organizationId, 'operator');
  const body = { email: `${newId()}@people.test`, role: 'operator' };
  return (await made(place, '/gigastore/team/invitations', body)).id;
}

/** A ticket of this reseller. */
export async function newTicket({ call }: Pick<Reseller, 'call'>): Promise<string> {
  const body = { subject: 'A question', text: 'How?' };
  const answer = await call('POST', '/gigastore/tickets', { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().id;
}

/** Adds an attachment to a new ticket over HTTP and gives its id. */
export async function newAttachment(reseller: Pick<Reseller, 'call'>): Promise<string> {
  const id = await newTicket(reseller);
  const content = Buffer.from('Please refund it.').toString('base64');
  const body = { filename: 'note.txt', contentType: 'text/plain', content };
  const answer = await reseller.call('POST', `/gigastore/tickets/${id}/attachments`, { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().id;
}

/** Creates a canned answer over HTTP and gives its id. */
export async function newCannedAnswer(reseller: Reseller): Promise<string> {
  const call = await reseller.callerFor('assist');
  const body = { title: `Answer ${newId()}`, text: 'It is done.' };
  const answer = await call('POST', '/operator/canned-answers', { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().id;
}

/** The ID of a data plan that every account can offer. */
export async function newPlanForSale({ store }: Pick<Reseller, 'store'>): Promise<string> {
  return (await addPlan(store.db, { wholesaleMinor: 200n })).id;
}

/** The ID of a pricing rule of this account. */
export async function newPricingRule({ call }: Pick<Reseller, 'call'>): Promise<string> {
  const body = { name: 'A rule', method: 'margin', value: 40 };
  return (await call('POST', '/gigastore/pricing-rules', { body })).json().id;
}
