import { expect } from 'vitest';
import type { AccountMode } from '../../src/kernel/context.ts';
import type { Mandate } from '../../src/kernel/mandate.ts';
import { type ApiScope, KEY_SCOPES } from '../../src/kernel/scopes.ts';
import type { NewApiKey } from '../../src/tenancy/accounts/index.ts';
import { basic } from './access.ts';
import type { TestStore } from './app.ts';
import { openBuyer, openSeller } from './billing.ts';
import { personalToken } from './people.ts';
import { addCreditsAndItems, type PlanName } from './shop.ts';
import { type Call, callerOf, type TestAccount } from './slice.ts';

/**
 * A reseller with billing details, credits and one item of each plan of `shop.ts`, and a token for
 * everything.
 */
export type Reseller = TestAccount & {
  store: TestStore;
  items: Record<PlanName, string>;
  key: NewApiKey;
  token: string;
  call: Call;
  /** In place of a token: the session of one of its people who may do what needs the scope. */
  sessionFor(scope: ApiScope): Promise<string>;
  /** The session of a new person, for calls that may end it. */
  newSession(): Promise<string>;
  /** A caller with such a session. */
  callerFor(scope: ApiScope): Promise<Call>;
  /** A first worldwide package that nobody else gets. */
  sell(): Promise<Purchase>;
};

/** The objects that a sale creates. */
export type Purchase = {
  customerUid: string;
  activatedItemUid: string;
  iccid: string;
  /** Returns the ID, which is requested only here, since few tests need it. */
  profileDomainId(): Promise<string>;
};

/**
 * Creates a reseller; the store must have the plans (`loadPlans`). Credits are in cents. It sells
 * on its sandbox account, unless the live one is requested.
 */
export async function openReseller(
  store: TestStore,
  creditsMinor?: bigint,
  mode: AccountMode = 'sandbox',
): Promise<Reseller> {
  const account = await store.newAccount();
  const id = mode === 'live' ? account.liveAccountId : account.id;
  const { items } = await addCreditsAndItems(store.db, { ...account, id, creditsMinor });
  await openSeller(store.db);
  await openBuyer(store.db, account.organizationId);
  const key = await account.keyOf({}, id);
  const login = { authorization: basic(key), remoteAddress: '127.0.0.1' };
  const token = await store.parts.access.authenticateClient(login);
  const call = callerOf(store.app, token);
  const sessions = new Map<ApiScope, Promise<string>>();
  const sessionFor = (scope: ApiScope) => {
    const { organizationId } = account;
    const session = sessions.get(scope) ?? personalToken(store, { organizationId, mode }, scope);
    sessions.set(scope, session);
    return session;
  };
  const sell = () => purchase(reseller);
  const reseller: Reseller = {
    ...account,
    ...{ id, store, items, key, token, call, sell, sessionFor },
    newSession: () =>
      personalToken(store, { organizationId: account.organizationId, mode }, 'team'),
    async callerFor(scope) {
      return callerOf(store.app, await sessionFor(scope));
    },
    async tokenOf(draft = {}, accountId = id) {
      const personal = draft.scopes?.find((scope) => !isKeyScope(scope));
      return personal ? sessionFor(personal) : account.tokenOf(draft, accountId);
    },
  };
  return reseller;
}

function isKeyScope(scope: ApiScope): boolean {
  return (KEY_SCOPES as readonly ApiScope[]).includes(scope);
}

/** Sells a first package over HTTP, a worldwide one unless the terms say more. */
export async function purchase(
  { items, call }: Pick<Reseller, 'items' | 'call'>,
  more: object = {},
): Promise<Purchase> {
  const body = { inventoryItemId: items.worldwide, ...more };
  const sale = await call('POST', '/gigastore/activations/register', { body });
  expect(sale.statusCode, sale.body).toBe(200);
  const { customer, activatedItem, esimProfile } = sale.json();
  let profileDomainId: Promise<string> | undefined;
  return {
    customerUid: customer.uid,
    activatedItemUid: activatedItem.uid,
    iccid: esimProfile.iccid,
    profileDomainId: () => {
      profileDomainId ??= firstDomain(call, customer.uid);
      return profileDomainId;
    },
  };
}

async function firstDomain(call: Call, customerUid: string): Promise<string> {
  const answer = await call(
    'GET',
    `/gigastore/activations/customers/${customerUid}/profile-domains`,
  );
  return answer.json().profileDomains[0].id;
}

/** Makes an API key over HTTP and gives its client id. */
export async function newKey({ call }: Reseller): Promise<string> {
  // A key is managed by those who may do all that it may.
  const body = { name: 'Till', scopes: ['manage'] };
  const answer = await call('POST', '/gigastore/api-keys', { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().clientId;
}

/** A mandate under which every sale waits for an approval. */
export const ASKING: Mandate = {
  perSale: { amountMinor: 0n, asks: true },
  perDay: null,
  perMonth: null,
  inventoryItemIds: null,
  countrySets: null,
  channels: null,
  expiresAt: null,
};

/** A sale that waits for an approval, and gives the ID of that. */
export async function newApproval(reseller: Reseller): Promise<string> {
  const { call, items } = reseller;
  const key = await reseller.keyOf({ mandate: ASKING });
  const agent = await reseller.callerOf(key);
  const body = { inventoryItemId: items.worldwide };
  const answer = await agent('POST', '/gigastore/activations/register', { body });
  expect(answer.statusCode, answer.body).toBe(409);
  // An account has a limited number of keys.
  await call('DELETE', `/gigastore/api-keys/${key.clientId}`);
  return answer.json().approvalId;
}

/** Adds a test card over HTTP and gives its id. */
export async function newCard(
  { call }: Pick<Reseller, 'call'>,
  testCard = '4242424242424242',
): Promise<string> {
  const answer = await call('POST', '/gigastore/payment-methods/setup', { body: { testCard } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().paymentMethod.id;
}

/** Sets an address for the webhook of this event, and gives the event. */
export async function listen({ store, call }: Reseller, event: string): Promise<string> {
  const body = { url: store.hooksUrl };
  await call('PUT', `/gigastore/webhooks/${event}`, { body });
  return event;
}
