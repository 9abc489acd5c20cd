import { createCarrierClient } from '../ordering/carrier-client.ts';
import type { ConnectorParts } from '../ordering/connector-parts.ts';
import type { Capabilities, OrderingCarrier } from '../ordering/ordering-carrier.ts';
import { createPace } from '../ordering/pace.ts';
import { createEsimGoApi } from './api.ts';
import { catalogueVerbs } from './catalogue.ts';
import { esimVerbs } from './esims.ts';
import { orderVerbs } from './orders.ts';
import { parseNotice } from './parse-notice.ts';

export const ESIM_GO = 'esim-go';
/** The documented limit of an IP address. */
const CALLS_PER_SECOND = 10;

export type EsimGoSettings = {
  url: string;
  apiKey: string;
  /** Of the organization at the supplier, in which its prices are. */
  currency?: string;
  /** Whether the supplier has switched on refunds, which are off unless one asks. */
  hasRefunds?: boolean;
};

function capabilitiesOf({ hasRefunds = false }: EsimGoSettings): Capabilities {
  return {
    resends: { order: 'never', topUp: 'never' },
    findsBy: 'time_and_item',
    priceGuard: 'dry_run',
    cancels: hasRefunds ? 'refund' : 'revoke',
    cancelsBy: 'item',
    notices: 'signed',
    // How old the remaining amount may be is not documented.
    usageMinutes: 180,
    refundDays: 60,
    // A limit of unlimited bundles is not documented.
    throttles: null,
    verbs: [
      'topUp',
      'usage',
      'cancel',
      'suspend',
      'sms',
      'location',
      'balance',
      'list',
      'parseNotice',
    ],
  };
}

/** Returns the connector to eSIM Go, version 2.5. Items are the names of bundles. */
export function esimGo(
  settings: EsimGoSettings,
  { now: _, perSecond = CALLS_PER_SECOND, ...parts }: ConnectorParts,
): OrderingCarrier {
  const { url, apiKey, currency = 'USD', hasRefunds = false } = settings;
  const pace = createPace(perSecond);
  const client = createCarrierClient({ ...parts, carrier: ESIM_GO, baseUrl: url, pace });
  const api = createEsimGoApi(client, apiKey);
  return {
    name: ESIM_GO,
    capabilities: capabilitiesOf(settings),
    ...catalogueVerbs(api, currency),
    ...orderVerbs(api),
    ...esimVerbs(api, { hasRefunds }),
    parseNotice: (notice) => parseNotice(apiKey, notice),
  };
}
