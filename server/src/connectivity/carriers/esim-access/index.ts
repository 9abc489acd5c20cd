import { createCarrierClient } from '../ordering/carrier-client.ts';
import type { ConnectorParts } from '../ordering/connector-parts.ts';
import type { Capabilities, OrderingCarrier } from '../ordering/ordering-carrier.ts';
import { createPace } from '../ordering/pace.ts';
import { createEsimAccessApi } from './api.ts';
import { catalogueVerbs } from './catalogue.ts';
import { esimVerbs } from './esims.ts';
import { orderVerbs } from './orders.ts';
import { parseNotice } from './parse-notice.ts';
import { registerNotices } from './register-notices.ts';
import type { EsimAccessKey } from './sign.ts';

export const ESIM_ACCESS = 'esim-access';
/** The documented limit. */
const CALLS_PER_SECOND = 8;

const CAPABILITIES: Capabilities = {
  // Whether a repeated top-up is recognised is not documented.
  resends: { order: 'same_reference', topUp: 'never' },
  findsBy: 'reference',
  priceGuard: 'exact_price',
  cancels: 'refund',
  cancelsBy: 'esim',
  notices: 'unsigned',
  usageMinutes: 180,
  refundDays: null,
  throttles: 'by_item',
  verbs: [
    ...(['topUp', 'usage', 'cancel', 'suspend', 'resume', 'sms', 'balance'] as const),
    ...(['list', 'parseNotice', 'registerNotices'] as const),
  ],
};

export type EsimAccessSettings = EsimAccessKey & { url: string };

/** Returns the connector to eSIM Access. Items are package codes, or slugs such as `AU_1_7`. */
export function esimAccess(
  { url, ...key }: EsimAccessSettings,
  { now, perSecond = CALLS_PER_SECOND, ...parts }: ConnectorParts,
): OrderingCarrier {
  const pace = createPace(perSecond);
  const client = createCarrierClient({ ...parts, carrier: ESIM_ACCESS, baseUrl: url, pace });
  const api = createEsimAccessApi(client, { key, now });
  return {
    name: ESIM_ACCESS,
    capabilities: CAPABILITIES,
    ...catalogueVerbs(api),
    ...orderVerbs(api),
    ...esimVerbs(api),
    parseNotice,
    registerNotices: (noticeUrl) => registerNotices(api, noticeUrl),
  };
}
