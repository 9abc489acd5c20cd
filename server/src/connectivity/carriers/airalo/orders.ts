import { isDeepStrictEqual } from 'node:util';
import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import { listOf, member, numberOf, textOf } from '../ordering/carrier-json.ts';
import { toDeliveredProfile } from '../ordering/delivered-profile.ts';
import type {
  DeliveredProfile,
  Found,
  OrderingCarrier,
  OrderRequest,
  Placed,
  SentOrder,
  TopUpRequest,
} from '../ordering/ordering-carrier.ts';
import type { AiraloApi } from './api.ts';
import { type AiraloCatalogue, termsOf } from './catalogue.ts';

type OrderVerbs = Pick<OrderingCarrier, 'order' | 'find'> &
  Required<Pick<OrderingCarrier, 'topUp'>>;

export function orderVerbs(api: AiraloApi, catalogue: AiraloCatalogue): OrderVerbs {
  return {
    order: (request) => order(api, catalogue, request),
    topUp: (request) => topUp(api, catalogue, request),
    find: (sent) => find(api, sent),
  };
}

/** An order has no guard of its price: the present price is compared before it is sent. */
async function order(
  api: AiraloApi,
  catalogue: AiraloCatalogue,
  { reference, item, cost, answerBy }: OrderRequest,
): Promise<CallEnd<Placed>> {
  const offer = await catalogue.check(item);
  if (offer.end !== 'done') return offer;
  if (offer.value.cost.tenThousandths > cost.tenThousandths) {
    return refused('price_changed', 'The package costs more now.');
  }
  const end = await api({
    verb: 'order',
    method: 'POST',
    path: '/v2/orders',
    ...{ reference, answerBy },
    changes: true,
    body: { quantity: 1, package_id: item, type: 'sim', description: reference },
  });
  return mapDone(end, (data) => toPlaced(data, 'profile'));
}

async function topUp(
  api: AiraloApi,
  catalogue: AiraloCatalogue,
  request: TopUpRequest,
): Promise<CallEnd<Placed>> {
  const { reference, item, cost, profile, answerBy } = request;
  const base = await catalogue.check(item);
  if (base.end !== 'done') return base;
  const { iccid } = profile;
  const path = `/v2/sims/${encodeURIComponent(iccid)}/topups`;
  const offered = await api({ verb: 'topUp', path, reference });
  if (offered.end !== 'done') return offered;
  const same = (Array.isArray(offered.value) ? offered.value : []).find(
    (one) =>
      numberOf(one, 'amount') === Number(base.value.dataBytes ?? 0n) / 1_000_000 &&
      numberOf(one, 'day') === base.value.validityDays &&
      isDeepStrictEqual(termsOf(one), base.value.dataTerms),
  );
  const packageId = textOf(same, 'id');
  if (packageId === null) return refused('no_such_item', `${item} cannot top up this eSIM.`);
  const price = catalogue.costOf(same);
  if (price && price.tenThousandths > cost.tenThousandths) {
    return refused('price_changed', 'The top-up costs more than was expected.');
  }
  const end = await api({
    verb: 'topUp',
    method: 'POST',
    path: '/v2/orders/topups',
    ...{ reference, answerBy },
    changes: true,
    body: { package_id: packageId, iccid, description: reference },
  });
  return mapDone(end, (data) => toPlaced(data, 'top_up'));
}

/** An order is found by our reference, which is its description. */
async function find(api: AiraloApi, sent: SentOrder): Promise<CallEnd<Found>> {
  const { kind, reference, order } = sent;
  if (order !== null) return read(api, sent, order);
  const query = new URLSearchParams({ 'filter[description]': reference, include: 'sims' });
  const end = await api({ verb: 'find', path: `/v2/orders?${query}`, reference });
  if (end.end !== 'done') return end;
  const rows = Array.isArray(end.value) ? end.value : [];
  const own = rows.filter((one) => textOf(one, 'description') === reference);
  const candidates: Placed[] = [];
  for (const one of own) {
    const placed = toPlaced(one, kind);
    if (placed.isDelivered || placed.order === null) {
      candidates.push(placed);
      continue;
    }
    const whole = await read(api, sent, placed.order);
    if (whole.end !== 'done') return whole;
    candidates.push(...whole.value.candidates);
  }
  return done({ candidates });
}

async function read(
  api: AiraloApi,
  { kind, reference }: SentOrder,
  order: string,
): Promise<CallEnd<Found>> {
  const path = `/v2/orders/${encodeURIComponent(order)}?include=sims`;
  const end = await api({ verb: 'find', path, reference });
  if (end.end === 'refused' && end.code === 'not_found') return done({ candidates: [] });
  return mapDone(end, (data) => ({ candidates: [toPlaced(data, kind)] }));
}

function toPlaced(data: unknown, kind: SentOrder['kind']): Placed {
  const [profile] = listOf(data, 'sims').flatMap((sim) => toProfile(sim) ?? []);
  const isTopUp = kind === 'top_up';
  const paid = numberOf(data, 'total_amount_paid') ?? numberOf(data, 'net_price');
  return {
    order: textOf(data, 'id'),
    isDelivered: isTopUp || profile !== undefined,
    profile: isTopUp ? null : (profile ?? null),
    cost:
      paid === null
        ? null
        : {
            tenThousandths: BigInt(Math.round(paid * 10_000)),
            currency: textOf(data, 'currency') ?? 'USD',
          },
  };
}

function toProfile(sim: unknown): DeliveredProfile | undefined {
  const iccid = textOf(sim, 'iccid');
  const parts = ['LPA:1', textOf(sim, 'lpa') ?? '', textOf(sim, 'matching_id') ?? ''];
  const imsis = member(sim, 'imsis');
  const imsi = Array.isArray(imsis) ? imsis.find((one) => typeof one === 'string') : imsis;
  return toDeliveredProfile({
    iccid,
    // The supplier reuses the ICCID of a recycled eSIM; its order numbers distinguish the two.
    profileId: iccid,
    imsi: typeof imsi === 'string' ? imsi : null,
    activationCode: parts.join('$'),
    confirmationCode: textOf(sim, 'confirmation_code'),
    apn: textOf(sim, 'apn_type') === 'manual' ? textOf(sim, 'apn_value') : null,
  });
}
