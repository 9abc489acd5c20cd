import { setTimeout as delay } from 'node:timers/promises';
import { Type } from 'typebox';
import { anEsimProfile, EsimProfileSchema } from '../../connectivity/esims/index.ts';
import type { Context } from '../../kernel/context.ts';
import { invalid, type RefusalCode } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import {
  ActivationMode,
  answer,
  CountryCodeInput,
  Email,
  IpAddress,
  Metatag,
  nullable,
  oneOf,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { claimOf, type IdempotencyKeys, sendAnswer } from '../../platform/http/write.ts';
import { aCustomer, CustomerSchema } from '../customers/index.ts';
import { ActivatedItemSchema, anActivatedItem } from './activated-item-schema.ts';
import { forcedOutcome, SLOW_SALE_MS } from './forced-outcome.ts';
import type { SaleRequest } from './sale.ts';
import type { SalesLane } from './sales-lane.ts';

export type ActivationParts = { idempotency: IdempotencyKeys; lane: SalesLane };

const terms = {
  inventoryItemId: RequestId,
  metatag: Type.Optional(Metatag),
  userIp: Type.Optional(IpAddress),
  userCountry: Type.Optional(CountryCodeInput),
  expectedPrice: Type.Optional(PriceInput),
  activationMode: Type.Optional(ActivationMode),
};
const RegisterBody = Type.Object({ ...terms, customerEmail: Type.Optional(Email) });
const topUp = {
  ...terms,
  customerUid: RequestId,
  customerProfileDomainId: Type.Optional(RequestId),
};
const TopUpBody = Type.Object(topUp);
const TopUpWithProfileBody = Type.Object({ ...topUp, dedicated: Type.Optional(Type.Boolean()) });

const ActivationSchema = answer('Activation', {
  status: oneOf(['success', 'pending']),
  activatedItem: ActivatedItemSchema,
  customer: CustomerSchema,
  esimProfile: nullable(EsimProfileSchema),
});
const anActivation = {
  status: 'success',
  activatedItem: anActivatedItem,
  customer: aCustomer,
  esimProfile: anEsimProfile,
};

/** What the document says of every sale that is not settled when it is answered. */
const pending = {
  '202': {
    description:
      'The supplier has not answered: the package is `PENDING`, its credits are held, and it is ' +
      'delivered or released later.',
    schema: ActivationSchema,
    example: {
      ...anActivation,
      status: 'pending',
      activatedItem: { ...anActivatedItem, state: 'PENDING' },
      esimProfile: null,
    },
  },
};

const registerRefusals: RefusalCode[] = [
  'invalid_request',
  'account_suspended',
  'inventory_item_not_found',
  'inventory_item_inactive',
  'activation_mode_not_allowed',
  'price_mismatch',
  'insufficient_credits',
  'spend_limit_reached',
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

/** The three ways to sell a package; all of them go through the account's lane. */
export function registerActivationRoutes(app: App, parts: ActivationParts): void {
  registerRoute(app, parts);
  topUpRoute(app, parts);
  topUpWithProfileRoute(app, parts);
}

function registerRoute(app: App, parts: ActivationParts): void {
  app.post(
    '/gigastore/activations/register',
    {
      config: { scope: 'sell' },
      schema: operation({
        id: 'register',
        tag: 'Activations',
        summary: 'Sell a first package: a new customer with a new eSIM',
        body: RegisterBody,
        answer: ActivationSchema,
        example: anActivation,
        alsoAnswers: pending,
        refusals: registerRefusals,
      }),
    },
    (request, reply) => sell(parts, reply, { kind: 'register', ...readTerms(request) }),
  );
}

function topUpRoute(app: App, parts: ActivationParts): void {
  app.post(
    '/gigastore/activations/top-up',
    {
      config: { scope: 'sell' },
      schema: operation({
        id: 'topUp',
        tag: 'Activations',
        summary: 'Sell a further package to a customer',
        body: TopUpBody,
        answer: ActivationSchema,
        example: { ...anActivation, esimProfile: null },
        alsoAnswers: pending,
        refusals: topUpRefusals,
      }),
    },
    (request, reply) => {
      const { customerUid, customerProfileDomainId } = request.body;
      const target = readTarget(customerUid, customerProfileDomainId);
      return sell(parts, reply, { kind: 'top_up', ...readTerms(request), ...target });
    },
  );
}

function topUpWithProfileRoute(app: App, parts: ActivationParts): void {
  app.post(
    '/gigastore/activations/top-up-with-profile',
    {
      config: { scope: 'sell' },
      schema: operation({
        id: 'topUpWithProfile',
        tag: 'Activations',
        summary: 'Sell a further package with a further eSIM to a customer',
        description:
          'With `dedicated` the new eSIM opens a profile domain of its own and shares no data.',
        body: TopUpWithProfileBody,
        answer: ActivationSchema,
        example: anActivation,
        alsoAnswers: pending,
        refusals: topUpRefusals,
      }),
    },
    (request, reply) => {
      const { customerUid, dedicated, customerProfileDomainId } = request.body;
      if (dedicated && customerProfileDomainId !== undefined) {
        throw invalid('/dedicated', 'opens a new profile domain, so none may be named');
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

/** What every sale is asked with; ids in lower case, as they are stored. */
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

/** Keys are programs; people sell on the portal. */
function channelOf({ actor }: Context): SaleRequest['salesChannel'] {
  return actor.kind === 'person' ? 'PORTAL' : 'API';
}

function readTarget(customerUid: string, customerProfileDomainId: string | undefined) {
  return {
    customerUid: customerUid.toLowerCase(),
    customerProfileDomainId: customerProfileDomainId?.toLowerCase(),
  };
}

async function sell(parts: ActivationParts, reply: Reply, request: SaleRequest): Promise<Reply> {
  const claim = claimOf(parts.idempotency, reply.request);
  if (forcedOutcome(request) === 'slow') await delay(SLOW_SALE_MS);
  const answer = await parts.lane.submit(request.ctx.accountId, { request, claim });
  if ('refusal' in answer) throw answer.refusal;
  return sendAnswer(reply, answer);
}
