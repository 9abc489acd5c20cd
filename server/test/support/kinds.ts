import { sampleInvoice } from './billing.ts';
import { CARRIER_KINDS } from './carrier-kinds.ts';
import { deviceLogin } from './device-logins.ts';
import type { Kind } from './kind.ts';
import type { Operation } from './operations.ts';
import { personOf } from './people.ts';
import { invitation, member, ownPasskey, ownSession } from './people-kinds.ts';
import {
  inviteOperator,
  newAnnouncement,
  newAttachment,
  newCannedAnswer,
  newOperatorKey,
  newOrganization,
  newPlannedPrice,
  newTicket,
  proposeAdjustment,
  proposeReceipt,
} from './platform.ts';
import { listen, newApproval, newCard, newKey } from './resellers.ts';
import { anySdkApp, sdkApp, sdkKey } from './sdk-kinds.ts';
import {
  country,
  countrySet,
  dataPlan,
  inventoryItem,
  operatorCountrySet,
  planForSale,
  priceList,
  pricingRule,
  saleBatch,
} from './shop-kinds.ts';

const customer: Kind = {
  missing: 'customer_not_found',
  isOwned: true,
  make: async (_, sale) => (await sale()).customerUid,
};
const activatedItem: Kind = {
  missing: 'activated_item_not_found',
  isOwned: true,
  make: async (_, sale) => (await sale()).activatedItemUid,
};
const esimProfile: Kind = {
  missing: 'esim_profile_not_found',
  isOwned: true,
  make: async (_, sale) => (await sale()).iccid,
};
const profileDomain: Kind = {
  missing: 'profile_domain_not_found',
  isOwned: true,
  make: async (_, sale) => (await sale()).profileDomainId(),
};
const apiKey: Kind = { missing: 'api_key_not_found', isOwned: true, make: newKey };
/** Of a request that was answered a moment ago. */
const request: Kind = {
  missing: 'request_not_found',
  isOwned: true,
  make: async ({ call, store }) => {
    const answer = await call('GET', '/gigastore/credits');
    await store.parts.requestLog.flush();
    return String(answer.headers['x-request-id']);
  },
};

/** An event is a name that all accounts know; what each has of its own is the address. */
const webhook: Kind = {
  missing: 'webhook_not_found',
  isOwned: false,
  make: (reseller) => listen(reseller, 'package.purchased'),
};
/** What an address can be set for, whether there is one already or not. */
const webhookEvent: Kind = { ...webhook, make: async () => 'package.refunded' };
const delivery: Kind = {
  missing: 'delivery_not_found',
  isOwned: true,
  make: async (reseller) => {
    const event = await listen(reseller, 'package.expiring');
    return (await reseller.call('POST', `/gigastore/webhooks/${event}/test`)).json().id;
  },
};

/** Other tests are about buying; here a purchase with an invoice is enough. */
const invoice: Kind = {
  missing: 'invoice_not_found',
  isOwned: true,
  make: async ({ store, organizationId, id }) =>
    (await sampleInvoice(store.db, { organizationId, accountId: id })).number,
};
const paymentMethod: Kind = {
  missing: 'payment_method_not_found',
  isOwned: true,
  make: (reseller) => newCard(reseller),
};
const creditPurchase: Kind = {
  missing: 'purchase_not_found',
  isOwned: true,
  make: async (reseller) => {
    const body = { amount: { priceValue: 50, currencyCode: 'USD' }, method: 'bank_transfer' };
    return (await reseller.call('POST', '/gigastore/credits/purchases', { body })).json().id;
  },
};

/** Named together with its customer, who is looked for first. */
const note: Kind = {
  missing: 'note_not_found',
  isOwned: false,
  make: async (reseller, sale) => {
    const { customerUid } = await sale();
    const path = `/gigastore/customers/${customerUid}/notes`;
    return (await reseller.call('POST', path, { body: { text: 'Called.' } })).json().id;
  },
};

const approval: Kind = { missing: 'approval_not_found', isOwned: true, make: newApproval };

/** What a payer writes on a bank transfer. */
const transferReference: Kind = {
  missing: 'purchase_not_found',
  isOwned: false,
  make: async (reseller) => {
    const body = { amount: { priceValue: 50, currencyCode: 'USD' }, method: 'bank_transfer' };
    const purchase = await reseller.call('POST', '/gigastore/credits/purchases', { body });
    return purchase.json().instructions.reference;
  },
};
const ticket: Kind = { missing: 'ticket_not_found', isOwned: true, make: newTicket };
/** Of the platform's people, who see those of every account. */
const anyTicket: Kind = { ...ticket, isOwned: false };
const attachment: Kind = {
  missing: 'attachment_not_found',
  isOwned: true,
  make: newAttachment,
};
const anyAttachment: Kind = { ...attachment, isOwned: false };
const cannedAnswer: Kind = {
  missing: 'canned_answer_not_found',
  isOwned: false,
  make: newCannedAnswer,
};
const operator: Kind = {
  missing: 'person_not_found',
  isOwned: false,
  make: async ({ store }) => (await personOf(store, '', 'operator-support')).personId,
};
const organization: Kind = {
  missing: 'organization_not_found',
  isOwned: false,
  make: async (reseller) => (await newOrganization(reseller)).organizationId,
};
const account: Kind = {
  missing: 'account_not_found',
  isOwned: false,
  make: async (reseller) => (await newOrganization(reseller)).sandboxAccountId,
};
const plannedPrice: Kind = {
  missing: 'planned_price_not_found',
  isOwned: false,
  make: newPlannedPrice,
};
const announcement: Kind = {
  missing: 'announcement_not_found',
  isOwned: false,
  make: (reseller) => newAnnouncement(reseller),
};
const adjustment: Kind = {
  missing: 'adjustment_not_found',
  isOwned: false,
  make: (reseller) => proposeAdjustment(reseller),
};

const approvalRequest: Kind = {
  missing: 'approval_request_not_found',
  isOwned: false,
  make: (reseller) => proposeReceipt(reseller),
};

/** Of a new operator, by another operator than the one who approves. */
const operatorInvitation: Kind = {
  missing: 'invitation_not_found',
  isOwned: false,
  make: inviteOperator,
};

const operatorKey: Kind = { missing: 'api_key_not_found', isOwned: false, make: newOperatorKey };

/** The kinds of path parameters, by the segments before them; the first match counts. */
const PARAMS: Record<string, Kind> = {
  '/auth/passkeys/{id}': ownPasskey,
  '/auth/sessions/{id}': ownSession,
  '/products/inventory/{id}': inventoryItem,
  '/activated-items/{uid}': activatedItem,
  '/packages/{uid}': activatedItem,
  '/notes/{id}': note,
  '/activations/batches/{id}': saleBatch,
  '/gigastore/approvals/{id}': approval,
  '/customers/{uid}': customer,
  '/esim/{iccid}': esimProfile,
  '/esims/{iccid}': esimProfile,
  '/api-keys/{clientId}': apiKey,
  '/device-logins/{userCode}': deviceLogin,
  '/gigastore/requests/{id}': request,
  '/esim/countries/{countrySet}': countrySet,
  '/esim/countries/{countryCode}': country,
  'PUT /gigastore/webhooks/{event}': webhookEvent,
  '/webhooks/{event}': webhook,
  '/deliveries/{id}': delivery,
  '/gigastore/tickets/attachments/{id}': attachment,
  '/operator/tickets/attachments/{id}': anyAttachment,
  '/operator/canned-answers/{id}': cannedAnswer,
  '/gigastore/tickets/{id}': ticket,
  '/operator/tickets/{id}': anyTicket,
  '/operator/organizations/{id}': organization,
  '/operator/accounts/{id}': account,
  '/operator/announcements/{id}': announcement,
  '/operator/planned-prices/{id}': plannedPrice,
  '/operator/price-lists/{id}': priceList,
  '/operator/country-sets/{code}': operatorCountrySet,
  '/prices/{dataPlanId}': dataPlan,
  '/catalogue/{productId}': planForSale,
  '/operator/data-plans/{id}': dataPlan,
  '/operator/adjustments/{id}': adjustment,
  '/operator/approval-requests/{id}': approvalRequest,
  ...CARRIER_KINDS,
  '/operator/keys/{id}': operatorKey,
  '/team/{personId}': member,
  '/team/invitations/{id}': invitation,
  '/operator/invitations/{id}': operatorInvitation,
  '/invoices/{number}': invoice,
  '/payment-methods/{id}': paymentMethod,
  '/purchases/{id}': creditPurchase,
  '/pricing-rules/{id}': pricingRule,
  '/gigastore/sdk/apps/{id}': sdkApp,
  '/gigastore/sdk/keys/{id}': sdkKey,
  '/operator/sdk-apps/{id}': anySdkApp,
};
/** The kinds of a body's ids. */
const FIELDS: Record<string, Kind> = {
  appId: sdkApp,
  assigneeId: operator,
  inventoryItemId: inventoryItem,
  customerUid: customer,
  customerProfileDomainId: profileDomain,
  paymentMethodId: paymentMethod,
  accountId: account,
  activatedItemUid: activatedItem,
  dataPlanId: dataPlan,
  productId: planForSale,
  iccid: esimProfile,
  priceListId: priceList,
  reference: transferReference,
};

/** The same where an operation means another kind by a name. */
const FIELDS_OF: Record<string, Record<string, Kind>> = {
  'PUT /gigastore/tickets/{id}': { assigneeId: member },
};

export type { Kind } from './kind.ts';

/** What each parameter of the path names. */
export function paramKinds({ name, params }: Operation): [string, Kind][] {
  return params.map((param) => {
    const end = name.slice(0, name.indexOf(`{${param}}`) + param.length + 2);
    const kind = Object.entries(PARAMS).find(([place]) => end.endsWith(place))?.[1];
    if (!kind) throw new Error(`${name}: tell test/support/kinds.ts what {${param}} names`);
    return [param, kind];
  });
}

/** What each id of the body names. */
export function fieldKinds({ name, body }: Operation): [string, Kind][] {
  return Object.entries(FIELDS)
    .filter(([field]) => body?.properties?.[field])
    .map(([field, kind]) => [field, FIELDS_OF[name]?.[field] ?? kind]);
}

/** Whether a field of any body is an id. */
export function isId(field: string): boolean {
  return field in FIELDS;
}
