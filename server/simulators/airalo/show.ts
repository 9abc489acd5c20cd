import { matchingIdOf } from '../iccids.ts';
import type { SimulatedAnswer } from '../simulator.ts';
import { DISCOUNT, type Order, PACKAGES, type Package, packageOf, type State } from './state.ts';

const NOT_FOUND: SimulatedAnswer = {
  status: 404,
  body: { data: [], meta: { message: 'Not found' } },
};

type Shown = Pick<State, 'pricing'> & { type: 'sim' | 'topup' };

function showPackage(
  { netPrice, isUnlimited = false, fairUse, ...one }: Package,
  { pricing, type }: Shown,
) {
  const policy = {
    is_fair_usage_policy: fairUse !== undefined,
    fair_usage_policy: fairUse ?? null,
  };
  const net_price = pricing === 'net' ? netPrice : null;
  return { ...one, type, net_price, is_unlimited: isUnlimited, ...policy };
}

export function showOrder({ iccids }: State, order: Order, hasSims: boolean) {
  return {
    id: order.id,
    code: order.code,
    currency: 'USD',
    package_id: order.packageId,
    quantity: order.iccids.length,
    type: order.type,
    description: order.description,
    esim_type: 'Prepaid',
    price: order.paid,
    net_price: order.paid,
    pricing_model: 'net_pricing',
    created_at: order.createdAt,
    ...(hasSims &&
      order.type === 'sim' && {
        sims: order.iccids.map((iccid) => showSim(iccid, iccids.indexOf(iccid) + 1)),
      }),
  };
}

function showSim(iccid: string, serial: number) {
  const matchingId = matchingIdOf(serial + 900_000);
  return {
    id: serial,
    created_at: '2026-04-30 09:55:36',
    iccid,
    lpa: 'rsp.simulator.example',
    matching_id: matchingId,
    qrcode: `LPA:1$rsp.simulator.example$${matchingId}`,
    qrcode_url: 'https://simulator.example/qr',
    direct_apple_installation_url: 'https://esimsetup.apple.com/esim_qrcode_provisioning',
    imsis: null,
    msisdn: null,
    airalo_code: null,
    apn_type: 'automatic',
    apn_value: null,
    is_roaming: true,
    confirmation_code: null,
  };
}

/** Answers a request about one eSIM. */
export function answerSim(state: State, iccid: string, what: string): SimulatedAnswer {
  const { iccids, orders, used } = state;
  if (!iccids.includes(iccid)) return NOT_FOUND;
  if (what === 'topups') {
    const { pricing } = state;
    const topUps = PACKAGES.map((one) => showPackage(one, { pricing, type: 'topup' }));
    return ok(topUps.map((one) => ({ ...one, id: `${one.id}-topup` })));
  }
  if (what !== 'usage') return ok(showSim(iccid, iccids.indexOf(iccid) + 1));
  const own = orders.filter((order) => order.iccids.includes(iccid));
  const bought = own.flatMap(({ packageId }) => packageOf(packageId) ?? []);
  const total = bought.reduce((sum, { amount }) => sum + amount, 0);
  const remaining = Math.round((total * (100 - (used.get(iccid) ?? 0))) / 100);
  return ok({
    remaining,
    total,
    expired_at: null,
    is_unlimited: bought.some(({ isUnlimited }) => isUnlimited),
    status: 'NOT_ACTIVE',
    remaining_voice: 0,
    remaining_text: 0,
  });
}

/** The list has another shape from its second page on, or ends with the page that is the last. */
export function listPackages({ packages, pricing }: State, page: number): SimulatedAnswer {
  const isNet = pricing === 'net';
  if (page > 1 && !isNet) return NOT_FOUND;
  const shown = packages.map((one) => showPackage(one, { pricing, type: 'sim' }));
  const operator = {
    ...{ id: 1, title: 'Simulated', type: 'local', plan_type: 'data', is_roaming: true },
    ...{ rechargeability: '1', apn_type: 'automatic', apn_value: null },
    ...{ countries: [{ country_code: 'AT' }], packages: shown },
    coverages: [{ name: 'AT', networks: [{ name: 'A1', types: ['LTE', '5G'] }] }],
  };
  const country = { slug: 'austria', country_code: 'AT', title: 'Austria', operators: [operator] };
  const meta = { current_page: page, last_page: 1, message: 'success' };
  const data = page === 1 ? [country] : {};
  const discount = { model: 'discount_pricing', discount_percentage: DISCOUNT };
  const terms = isNet ? { model: 'net_pricing' } : discount;
  return { status: 200, body: { pricing: terms, data, links: {}, meta } };
}

export function ok(data: unknown): SimulatedAnswer {
  return { status: 200, body: { data, meta: { message: 'success' } } };
}

export function failCode(code: number, reason: string): SimulatedAnswer {
  return { status: 422, body: { code, reason } };
}

export function failField(field: string, message: string): SimulatedAnswer {
  const meta = { message: 'the parameter is invalid' };
  return { status: 422, body: { data: { [field]: message }, meta } };
}
