import { newId } from '../../src/kernel/ids.ts';
import type { RefusalCode } from '../../src/kernel/refusal.ts';
import { findSeller, saveSeller } from '../../src/money/billing/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { fieldKinds, paramKinds } from '../support/kinds.ts';
import { grantedRequest, send } from '../support/requests.ts';
import { newCard } from '../support/resellers.ts';
import type { Answer } from '../support/slice.ts';
import { apart, ask, type Scenes, type Stage } from './stage.ts';

/** Refusals of unknown objects. */
export const MISSING_SCENES: Scenes = {
  inventory_item_not_found: askForNothing,
  customer_not_found: askForNothing,
  activated_item_not_found: askForNothing,
  esim_profile_not_found: askForNothing,
  country_set_not_found: askForNothing,
  country_not_found: askForNothing,
  profile_domain_not_found: askForNothing,
  api_key_not_found: askForNothing,
  sdk_app_not_found: askForNothing,
  sdk_key_not_found: askForNothing,
  device_login_not_found: (stage, code) =>
    stage.operation.params.length > 0
      ? askForNothing(stage, code)
      : ask(stage, { body: { deviceCode: newId() } }),
  request_not_found: askForNothing,
  delivery_not_found: askForNothing,
  person_not_found: askForNothing,
  invitation_not_found: askForNothing,
  organization_not_found: (stage, code) =>
    isOfSeveral(stage)
      ? askOffers(stage, { organizationIds: [newId()] })
      : askForNothing(stage, code),
  account_not_found: askForNothing,
  price_list_not_found: (stage, code) =>
    stage.operation.name === 'GET /operator/data-plans'
      ? ask(stage, { query: { price_list_id: newId() } })
      : askForNothing(stage, code),
  data_plan_not_found: (stage, code) =>
    isOfOffers(stage)
      ? askOffers(stage, { plans: [{ dataPlanId: newId() }] })
      : askForNothing(stage, code),
  adjustment_not_found: askForNothing,
  announcement_not_found: askForNothing,
  planned_price_not_found: askForNothing,
  approval_request_not_found: askForNothing,
  carrier_order_not_found: askForNothing,
  radius_client_not_found: askForNothing,
  catalogue_run_not_found: askForNothing,
  pricing_rule_not_found: askForNothing,
  ticket_not_found: askForNothing,
  attachment_not_found: askForNothing,
  canned_answer_not_found: askForNothing,
  note_not_found: askForNothing,
  batch_not_found: askForNothing,
  approval_not_found: askForNothing,
  usage_record_not_found: askForNothing,
  usage_file_not_found: askForNothing,
  smdp_not_found: askForNothing,
  usage_format_not_found: askForNoFormat,
  bank_line_not_found: askForNothing,
  invoice_not_found: askForNothing,
  billing_details_not_found: askWithoutDetails,
  billing_details_required: askWithoutDetails,
  billing_not_set_up: askWithoutSeller,
  payment_method_not_found: askForNothing,
  purchase_not_found: askForNothing,
  webhook_not_found: (stage, code) =>
    stage.operation.method === 'PUT' ? askForNothing(stage, code) : askWithoutWebhook(stage),
};

/** Names a carrier whose files have no format, where the carrier is named. */
function askForNoFormat(stage: Stage, code: RefusalCode): Promise<Answer> {
  const carrier = newId();
  if (stage.operation.params.length > 0) return askForNothing(stage, code);
  return ask(stage, ({ body, query }) =>
    body ? { body: { ...body, carrier, format: undefined } } : { query: { ...query, carrier } },
  );
}

function isOfOffers({ operation }: Stage): boolean {
  return operation.path.startsWith('/operator/offers');
}

function isOfSeveral(stage: Stage): boolean {
  return isOfOffers(stage) || stage.operation.path === '/operator/announcements';
}

/** Sends offers that name an unknown object. */
function askOffers(stage: Stage, change: object): Promise<Answer> {
  return ask(stage, ({ body }) => ({ body: { ...body, ...change } }));
}

/** Sends an unknown ID of the object that the code is about. */
function askForNothing(stage: Stage, code: RefusalCode): Promise<Answer> {
  const { operation } = stage;
  const isMeant = ([, { missing }]: [string, { missing: RefusalCode }]) => missing === code;
  const [param] = paramKinds(operation).find(isMeant) ?? [];
  const [field] = fieldKinds(operation).find(isMeant) ?? [];
  return ask(stage, ({ params, body }) => ({
    params: param ? { ...params, [param]: newId() } : params,
    // A dedicated profile joins no domain, so that none may be named.
    body: field ? { ...body, dedicated: undefined, [field]: newId() } : body,
  }));
}

/** Asks while the operator has set no seller. */
async function askWithoutSeller(stage: Stage): Promise<Answer> {
  const { db } = stage.store;
  const seller = await findSeller(db);
  await db.run(sql`delete from sellers`);
  try {
    return await ask(stage, {});
  } finally {
    if (seller) await db.transaction((tx) => saveSeller(tx, seller, new Date()));
  }
}

/** Asks for a company that has a card and has not said who it is. */
async function askWithoutDetails({ store, operation, reseller }: Stage): Promise<Answer> {
  const wanted = await grantedRequest(operation, reseller);
  const account = await store.newAccount();
  await newCard({ call: await account.caller() });
  const token = await account.tokenOf();
  return send(operation, wanted, { store, token });
}

/** Everything else is there, but no address is set; another account has one. */
async function askWithoutWebhook(stage: Stage): Promise<Answer> {
  await grantedRequest(stage.operation, stage.reseller);
  const { operation, reseller } = await apart(stage);
  const wanted = await grantedRequest(operation, reseller);
  const { items } = (await reseller.call('GET', '/gigastore/webhooks')).json();
  for (const { event } of items) await reseller.call('DELETE', `/gigastore/webhooks/${event}`);
  return send(operation, wanted, reseller);
}
