import { setTimeout as delay } from 'node:timers/promises';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { invalid, type RefusalCode } from '../../kernel/refusal.ts';
import { channelOf } from '../../kernel/sales-channel.ts';
import { prefersAsync } from '../../platform/http/preference.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import {
  type Claim,
  claimOf,
  type KeptAnswer,
  sendAnswer,
  type WriteParts,
} from '../../platform/http/write.ts';
import {
  ActivationSchema,
  anActivation,
  PENDING_ANSWER,
  RegisterBody,
  TopUpBody,
  TopUpWithProfileBody,
} from './activation-schema.ts';
import { answerOrderedSale } from './answer-ordered-sale.ts';
import type { DeliveryWatch } from './delivery-watch.ts';
import { forcedOutcome, SLOW_SALE_MS } from './forced-outcome.ts';
import type { SaleRequest } from './sale.ts';
import type { SalesLane } from './sales-lane.ts';

export type ActivationParts = WriteParts & {
  lane: SalesLane;
  links: PublicLinks;
  deliveryWatch: DeliveryWatch;
};

/** A sale that is ordered from its carrier is answered once it is delivered, or after this time. */
const DELIVERY_PATIENCE_MS = 25_000;

const tag = 'Activations';
const PENDING_HINT =
  'If the supplier has not delivered after 25 seconds, or at once with `Prefer: respond-async`, ' +
  'the response is 202: the event `package.delivered` or `package.failed` follows, or poll the ' +
  'package until its `state` is no longer `PENDING`.';

const registerRefusals: RefusalCode[] = [
  'invalid_request',
  'account_suspended',
  'inventory_item_not_found',
  'inventory_item_inactive',
  'activation_mode_not_allowed',
  'price_mismatch',
  'insufficient_credits',
  'mandate_exceeded',
  'approval_rejected',
  'spend_limit_reached',
  'approval_required',
  'out_of_stock',
  'supplier_unavailable',
];
const topUpRefusals: RefusalCode[] = [
  ...registerRefusals.slice(0, 4),
  'customer_not_found',
  'customer_deleted',
  'country_set_mismatch',
  'profile_domain_not_found',
  ...registerRefusals.slice(4),
];

/** The three ways to sell a package; all of them go through the lane. */
export function registerActivationRoutes(app: App, parts: ActivationParts): void {
  const routes = routesOf(app, parts);
  declareRegister(routes, parts);
  declareTopUp(routes, parts);
  declareTopUpWithProfile(routes, parts);
}

function declareRegister(routes: Routes, parts: ActivationParts): void {
  routes.call(
    'POST /gigastore/activations/register',
    {
      id: 'registerCustomer',
      scope: 'sell',
      tag,
      summary: 'Create a customer, eSIM and package',
      description:
        'Every call creates a new customer, even if the email address is known. To sell to an ' +
        `existing customer, use the top-up endpoints. ${PENDING_HINT}`,
      body: RegisterBody,
      answer: ActivationSchema,
      example: anActivation,
      alsoAnswers: PENDING_ANSWER,
      refusals: registerRefusals,
    },
    (_, { request, reply }) => sell(parts, reply, { kind: 'register', ...readTerms(request) }),
  );
}

function declareTopUp(routes: Routes, parts: ActivationParts): void {
  routes.call(
    'POST /gigastore/activations/top-up',
    {
      id: 'topUpCustomer',
      scope: 'sell',
      tag,
      summary: 'Top up a customer',
      description:
        'Adds a package to an existing customer. It shares the eSIMs of its profile domain. ' +
        PENDING_HINT,
      body: TopUpBody,
      answer: ActivationSchema,
      example: { ...anActivation, esimProfile: null },
      alsoAnswers: PENDING_ANSWER,
      refusals: topUpRefusals,
    },
    (_, { request, reply, body }) => {
      const target = readTarget(body.customerUid, body.customerProfileDomainId);
      return sell(parts, reply, { kind: 'top_up', ...readTerms(request), ...target });
    },
  );
}

function declareTopUpWithProfile(routes: Routes, parts: ActivationParts): void {
  routes.call(
    'POST /gigastore/activations/top-up-with-profile',
    {
      id: 'topUpCustomerWithEsim',
      scope: 'sell',
      tag,
      summary: 'Top up a customer with a new eSIM',
      description:
        'Adds a package and an eSIM to an existing customer. With `dedicated`, the new eSIM gets ' +
        `a profile domain of its own and shares no data. ${PENDING_HINT}`,
      body: TopUpWithProfileBody,
      answer: ActivationSchema,
      example: anActivation,
      alsoAnswers: PENDING_ANSWER,
      refusals: topUpRefusals,
    },
    (_, { request, reply, body }) => {
      const { customerUid, dedicated, customerProfileDomainId } = body;
      if (dedicated && customerProfileDomainId !== undefined) {
        throw invalid('/dedicated', 'must not be set together with customerProfileDomainId');
      }
      const kind = 'top_up_with_profile';
      const target = readTarget(customerUid, customerProfileDomainId);
      return sell(parts, reply, { kind, ...readTerms(request), ...target, dedicated });
    },
  );
}

type TermsBody = Omit<SaleRequest, 'ctx' | 'salesChannel' | 'activationMode' | 'kind'> & {
  activationMode?: SaleRequest['activationMode'];
};

/** Returns the fields of every sale, with IDs in lower case, as they are stored. */
function readTerms(request: Request) {
  const body = request.body as TermsBody;
  return {
    ...body,
    ctx: request.context,
    salesChannel: channelOf(request.context),
    inventoryItemId: body.inventoryItemId.toLowerCase(),
    userCountry: body.userCountry?.toUpperCase(),
    activationMode: body.activationMode ?? ('NOW' as const),
  };
}

function readTarget(customerUid: string, customerProfileDomainId: string | undefined) {
  return {
    customerUid: customerUid.toLowerCase(),
    customerProfileDomainId: customerProfileDomainId?.toLowerCase(),
  };
}

async function sell(parts: ActivationParts, reply: Reply, request: SaleRequest): Promise<Reply> {
  const startedAt = performance.now();
  const claim = claimOf(parts.idempotency, reply.request);
  if (forcedOutcome(request) === 'slow') await delay(SLOW_SALE_MS);
  const answer = await parts.lane.submit(request.ctx.accountId, { request, claim });
  if ('refusal' in answer) throw answer.refusal;
  const isOrdered = answer.status === 202 && request.ctx.mode === 'live';
  if (!isOrdered) return sendAnswer(reply, answer);
  const leftMs = DELIVERY_PATIENCE_MS - (performance.now() - startedAt);
  return answerDelivery(parts, { reply, answer, claim, leftMs });
}

/** Answers a sale that was ordered from its carrier when it is delivered, or after `leftMs`. */
async function answerDelivery(
  parts: ActivationParts,
  { reply, answer, claim, leftMs }: PendingSale,
): Promise<Reply> {
  const { context: ctx } = reply.request;
  const { activatedItem } = JSON.parse(answer.body) as { activatedItem: { uid: string } };
  const packageId = activatedItem.uid;
  if (prefersAsync(reply.request)) {
    reply.header('preference-applied', 'respond-async');
    if (!answer.isReplay) return sendAnswer(reply, answer);
  } else {
    await parts.deliveryWatch.settled({ accountId: ctx.accountId, id: packageId }, leftMs);
  }
  const settled = await answerOrderedSale(parts, { ctx, packageId, claim, pending: answer });
  return sendAnswer(reply, { ...settled, isReplay: answer.isReplay });
}

type PendingSale = {
  reply: Reply;
  answer: KeptAnswer & { isReplay: boolean };
  claim: Claim | undefined;
  leftMs: number;
};
