import { MAX_ATTACHMENTS } from '../../src/backoffice/tickets/index.ts';
import { MAX_CREATED_ENDPOINTS } from '../../src/messaging/webhooks/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { setRefundLimit, setReplacementLimits } from '../../src/tenancy/accounts/index.ts';
import { MAX_KEYS_OF_APP } from '../../src/tenancy/sdk-apps/index.ts';
import { personOf } from '../support/people.ts';
import { grantedRequest, send } from '../support/requests.ts';
import { type Purchase, purchase } from '../support/resellers.ts';
import { iosApp, newSdkApp } from '../support/sdk-apps.ts';
import type { Answer } from '../support/slice.ts';
import { apart, ask, askWith, rule, type Scene, type Scenes, type Stage } from './stage.ts';

/** A step before the request: the path and the body of a call about the purchase. */
type Step = (sold: Purchase) => [string, object?];

const refund: Step = ({ activatedItemUid }) => [
  `/gigastore/activations/activated-items/${activatedItemUid}/refund`,
];
const suspend: Step = ({ iccid }) => [`/gigastore/esim/${iccid}/suspend`];
const replace: Step = ({ iccid }) => [`/gigastore/esim/${iccid}/replace`];
const device =
  (action: string, body?: object): Step =>
  ({ iccid }) => [`/gigastore/sandbox/esims/${iccid}/${action}`, body];
const advance =
  (duration: string): Step =>
  () => ['/gigastore/sandbox/clock', { advance: duration }];

const REINSTALLED = Array.from({ length: 5 }, () => [device('install'), device('remove')]).flat();

/** The earlier steps of a package or profile. */
export const LIFE_SCENES: Scenes = {
  already_active: (stage) => askAfter(stage),
  already_refunded: (stage) => askAfter(stage, [refund]),
  not_refundable_used: (stage) =>
    askAfter(stage, [device('install'), device('use', { bytes: 1, country: 'AT' })]),
  not_refundable_expired: async (stage) => askAfter(await apart(stage), [advance('P31D')]),
  not_refundable_stock: async (stage) => {
    const own = await apart(stage);
    const { items, call } = own.reseller;
    const path = `/gigastore/products/inventory/${items.worldwide}/stock`;
    await call('POST', path, { body: { units: 1 } });
    return askAfter(own);
  },
  replacement_limit_reached: async (stage) => {
    const own = await apart(stage);
    await rule(own, (tx, account) =>
      setReplacementLimits({ ...account, db: tx }, { replacementLimitPerMonth: 0 }),
    );
    return askAfter(own);
  },
  refund_limit_reached: async (stage) => {
    const own = await apart(stage);
    await rule(own, (tx, account) =>
      setRefundLimit({ ...account, db: tx }, { refundLimitPerMonth: 0 }),
    );
    return askAfter(own);
  },
  installation_limit_reached: (stage) => askAfter(stage, REINSTALLED),
  invalid_state: (stage, code) => {
    const wrong = WRONG_STATES.find(([end]) => stage.operation.path.endsWith(end));
    return wrong ? wrong[1](stage, code) : askAfter(stage);
  },
};

/** States that an operation refuses, if it accepts a new package or profile. */
const WRONG_STATES: [string, Scene][] = [
  ['/activate', (stage) => askAfter(stage, [refund])],
  ['/refund', askForPending],
  ['/replace', (stage) => askAfter(stage, [replace])],
  ['/send-installation', (stage) => askAfter(stage, [replace])],
  ['/links/rotate', (stage) => askAfter(stage, [replace])],
  ['/install-tokens', askForRetired],
  ['/suspend', (stage) => askAfter(stage, [suspend])],
  ['/resume', (stage) => askAfter(stage)],
  ['/install', (stage) => askAfter(stage, [device('install')])],
  ['/fail', (stage) => askAfter(stage, [device('fail')])],
  ['/attachments', askForTooManyAttachments],
  ['/api-keys', askForTooManyKeys],
  ['/device-logins/{userCode}/approve', askForTooManyKeys],
  ['/gigastore/webhooks', askForTooManyEndpoints],
  ['/team/invitations', askForTooManyInvitations],
  ['/team/security', (stage) => askWith(stage, { secondFactorRequired: true })],
  ['/deliveries/{id}/replay', askWithWebhookOff],
  ['/products/inventory', askTwice],
  ['/pricing-rules', askForTooManyRules],
  ['/cancel', askTwice],
  ['/stop', askTwice],
  ['/sdk/apps', askTwice],
  ['/sdk/apps/{id}', askOfAttested],
  ['/sdk/apps/{id}/attestation', askOfActivating],
  ['/sdk/keys', askForTooManySdkKeys],
  ['/rotate', askWithDisabledKey],
  ['/approve', askTwice],
  ['/reject', askTwice],
  ['/simulate', askTwice],
];

/** Sells a package, makes the steps, and sends the request for it. */
async function askAfter({ operation, reseller }: Stage, steps: Step[] = []): Promise<Answer> {
  const sold = await purchase(reseller);
  for (const step of steps) {
    const [path, body] = step(sold);
    await reseller.call('POST', path, { body });
  }
  return send(operation, await grantedRequest(operation, reseller, sold), reseller);
}

/** A package whose supplier has not answered yet. */
async function askForPending(stage: Stage): Promise<Answer> {
  const { items, call } = stage.reseller;
  const body = { inventoryItemId: items.worldwide, metatag: 'sandbox:unknown_outcome' };
  const sale = await call('POST', '/gigastore/activations/register', { body });
  return ask(stage, { params: { uid: sale.json().activatedItem.uid } });
}

/** Sends the request of an operation twice that can be done only once. */
async function askTwice({ operation, reseller }: Stage): Promise<Answer> {
  const wanted = await grantedRequest(operation, reseller);
  await send(operation, wanted, reseller);
  return send(operation, wanted, reseller);
}

/** The ticket has the most attachments that it can have. */
export async function askForTooManyAttachments({ operation, reseller }: Stage): Promise<Answer> {
  const wanted = await grantedRequest(operation, reseller);
  for (let count = 0; count < MAX_ATTACHMENTS; count += 1) {
    await send(operation, wanted, reseller);
  }
  return send(operation, wanted, reseller);
}

/** The account has the most endpoints that it can create. */
async function askForTooManyEndpoints({ operation, reseller }: Stage): Promise<Answer> {
  const wanted = await grantedRequest(operation, reseller);
  for (let count = 0; count < MAX_CREATED_ENDPOINTS; count += 1) {
    await send(operation, wanted, reseller);
  }
  return send(operation, wanted, reseller);
}

async function askForTooManyRules(stage: Stage): Promise<Answer> {
  const own = await apart(stage);
  const body = { name: 'A rule', method: 'amount', value: 1 };
  for (let rule = 0; rule < 100; rule += 1) {
    await own.reseller.call('POST', '/gigastore/pricing-rules', { body });
  }
  return ask(own, {});
}

async function askForTooManyKeys(stage: Stage): Promise<Answer> {
  const own = await apart(stage);
  await own.store.db.run(sql`
    with owned as (
      insert into api_key_owners (client_id, account_id)
      select client_id || number, account_id
      from api_keys
      cross join generate_series(1, 500) as number
      where account_id = ${own.reseller.id}
      returning client_id, account_id
    )
    insert into api_keys (account_id, client_id, name, secret_hash, scopes, created_at)
    select owned.account_id, owned.client_id, any_key.name, any_key.secret_hash, any_key.scopes,
      any_key.created_at
    from owned
    cross join lateral (
      select name, secret_hash, scopes, created_at
      from api_keys
      where account_id = owned.account_id
      limit 1
    ) as any_key`);
  return ask(own, {});
}

export async function askForTooManyInvitations(stage: Stage): Promise<Answer> {
  const own = await apart(stage);
  const { organizationId } = own.reseller;
  const { personId } = await personOf(own.store, organizationId, 'owner');
  await own.store.db.run(sql`
    insert into invitations (organization_id, id, email, is_platform, role, token_hash, invited_by,
      created_at, expires_at)
    select ${organizationId}, gen_random_uuid(), number || '@people.test', false, 'viewer',
      sha256(number::text::bytea || ${personId}::text::bytea), ${personId}, now(),
      now() + interval '1 day'
    from generate_series(1, 100) as number`);
  return ask(own, {});
}

/** A token for an eSIM that was replaced. */
async function askForRetired(stage: Stage): Promise<Answer> {
  const { customerUid, iccid } = await purchase(stage.reseller);
  await stage.reseller.call('POST', `/gigastore/esim/${iccid}/replace`);
  return askWith(stage, { customerUid, iccid });
}

/** The app has the most keys that it can have. */
async function askForTooManySdkKeys({ operation, reseller }: Stage): Promise<Answer> {
  const wanted = await grantedRequest(operation, reseller);
  for (let count = 0; count < MAX_KEYS_OF_APP; count += 1) await send(operation, wanted, reseller);
  return send(operation, wanted, reseller);
}

/** Activations by an app whose sessions need an attestation. */
async function askOfAttested(stage: Stage): Promise<Answer> {
  const id = await newSdkApp(stage.reseller, iosApp());
  const body = { required: true };
  await stage.reseller.call('PUT', `/gigastore/sdk/apps/${id}/attestation`, { body });
  return ask(stage, { params: { id }, body: { activatesItems: true } });
}

/** An attestation of an app that activates packages. */
async function askOfActivating(stage: Stage): Promise<Answer> {
  const id = await newSdkApp(stage.reseller, { ...iosApp(), activatesItems: true });
  return ask(stage, { params: { id }, body: { required: true } });
}

async function askWithDisabledKey({ operation, reseller }: Stage): Promise<Answer> {
  const wanted = await grantedRequest(operation, reseller);
  await reseller.call('DELETE', `/gigastore/sdk/keys/${wanted.params?.id}`);
  return send(operation, wanted, reseller);
}

async function askWithWebhookOff(stage: Stage): Promise<Answer> {
  const { store, operation, reseller } = await apart(stage);
  const wanted = await grantedRequest(operation, reseller);
  const { items } = (await reseller.call('GET', '/gigastore/webhooks')).json();
  for (const { event } of items) {
    const body = { url: store.hooksUrl, enabled: false };
    await reseller.call('PUT', `/gigastore/webhooks/${event}`, { body });
  }
  return send(operation, wanted, reseller);
}
