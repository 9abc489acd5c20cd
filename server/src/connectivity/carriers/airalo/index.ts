import { createCarrierClient } from '../ordering/carrier-client.ts';
import type { ConnectorParts } from '../ordering/connector-parts.ts';
import type { Capabilities, OrderingCarrier } from '../ordering/ordering-carrier.ts';
import { createPace } from '../ordering/pace.ts';
import { createAiraloApi } from './api.ts';
import { createCatalogue } from './catalogue.ts';
import { esimVerbs } from './esims.ts';
import { listOrders } from './list-orders.ts';
import { orderVerbs } from './orders.ts';
import { parseNotice } from './parse-notice.ts';
import { registerNotices } from './register-notices.ts';
import { createSigner } from './sign.ts';
import { createTokens } from './tokens.ts';

export const AIRALO = 'airalo';
/** The limit of a company in sandbox mode; the others are by endpoint, and come as answers. */
const CALLS_PER_SECOND = 5;

const CAPABILITIES: Capabilities = {
  resends: { order: 'never', topUp: 'never' },
  findsBy: 'reference',
  priceGuard: 'none',
  cancels: 'request',
  cancelsBy: 'esim',
  notices: 'signed',
  usageMinutes: 20,
  refundDays: null,
  throttles: 'by_item',
  verbs: ['topUp', 'usage', 'cancel', 'balance', 'list', 'parseNotice', 'registerNotices'],
};

export type AiraloSettings = { url: string; clientId: string; clientSecret: string };

/** Returns the connector to the Airalo Partner API, version 2. Items are package IDs. */
export function airalo(
  { url, clientId, clientSecret }: AiraloSettings,
  { now, perSecond = CALLS_PER_SECOND, ...parts }: ConnectorParts,
): OrderingCarrier {
  const pace = createPace(perSecond);
  const client = createCarrierClient({ ...parts, carrier: AIRALO, baseUrl: url, pace });
  const signer = createSigner(clientSecret);
  const tokens = createTokens(client, { clientId, clientSecret, signer, now });
  const api = createAiraloApi(client, { tokens, signer });
  const catalogue = createCatalogue(api, now);
  return {
    name: AIRALO,
    capabilities: CAPABILITIES,
    check: catalogue.check,
    catalogue: catalogue.all,
    ...orderVerbs(api, catalogue),
    ...esimVerbs(api),
    list: (request) => listOrders(api, request),
    registerNotices: (noticeUrl) => registerNotices(api, noticeUrl),
    parseNotice: (notice) => parseNotice(clientSecret, notice),
  };
}
