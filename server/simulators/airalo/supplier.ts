import { randomBytes } from 'node:crypto';
import { iccidOf, matchingIdOf } from '../iccids.ts';
import type { Books, SimulatedAnswer, SimulatedRequest, Supplier } from '../simulator.ts';

export type AiraloOptions = {
  clientId?: string;
  clientSecret?: string;
  /** The balance of the partner, in dollars. */
  balance?: number;
};

export type AiraloSupplier = Supplier & {
  outOfStock: Set<string>;
  setBalance(balance: number): void;
  /** Makes every token that was given invalid. */
  expireTokens(): void;
};

type Package = {
  id: string;
  title: string;
  price: number;
  netPrice: number;
  amount: number;
  day: number;
};
type Order = {
  id: number;
  code: string;
  packageId: string;
  type: 'sim' | 'topup';
  description: string | null;
  paid: number;
  createdAt: string;
  iccids: string[];
};
type Body = Record<string, unknown>;

/** The supplier limits each endpoint by itself; this is the lowest of the general ones. */
const PER_SECOND = 5;
const PACKAGES: readonly Package[] = [
  {
    id: 'austria-7days-1gb',
    title: '1 GB - 7 Days',
    price: 4.5,
    netPrice: 3.6,
    amount: 1024,
    day: 7,
  },
  {
    id: 'austria-30days-3gb',
    title: '3 GB - 30 Days',
    price: 9,
    netPrice: 7.2,
    amount: 3072,
    day: 30,
  },
];

/** Packages with which the supplier's sandbox forces a failure. */
const FORCED: Record<string, [number, string]> = {
  'test-insufficient-balance-7days-1gb': [11, 'Insufficient credit'],
  'test-maintenance-mode-7days-1gb': [13, 'The operator is under maintenance'],
  'test-not-enough-7days-1gb': [33, 'Not enough eSIMs'],
  'test-out-of-stock-7days-1gb': [34, 'Out of stock'],
};

export function airaloSupplier(options: AiraloOptions = {}): AiraloSupplier {
  const { clientId = 'simulator', clientSecret = 'simulator' } = options;
  const orders: Order[] = [];
  const iccids: string[] = [];
  const outOfStock = new Set<string>();
  const tokens = new Set<string>();
  let balance = options.balance ?? 1_000;

  function giveToken(body: string): SimulatedAnswer {
    const form = new URLSearchParams(body);
    const isKnown =
      form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    if (!isKnown) return { status: 401, body: { data: [], meta: { message: 'invalid client' } } };
    const token = randomBytes(24).toString('hex');
    tokens.add(token);
    return ok({ token_type: 'Bearer', expires_in: 31_622_400, access_token: token });
  }

  function place(body: Body, type: Order['type']): SimulatedAnswer {
    const packageId = String(body.package_id ?? '');
    const forced = FORCED[packageId];
    if (forced) return failCode(...forced);
    const bought = PACKAGES.find(({ id }) => packageId === (type === 'sim' ? id : `${id}-topup`));
    if (!bought) return failField('package_id', 'The selected package is invalid.');
    const iccid = String(body.iccid ?? '');
    if (type === 'topup' && !iccids.includes(iccid)) return failField('iccid', 'It is invalid.');
    const quantity = type === 'sim' ? Number(body.quantity ?? 1) : 1;
    if (quantity > 50) return failField('quantity', 'The quantity may not be greater than 50.');
    if (outOfStock.has(bought.id)) return failCode(33, 'There are not enough eSIMs.');
    const paid = bought.netPrice * quantity;
    if (balance < paid) return failCode(11, 'Insufficient Airalo credit.');
    balance -= paid;
    const made = type === 'sim' ? Array.from({ length: quantity }, newIccid) : [iccid];
    const id = 100_000 + orders.length;
    const description = typeof body.description === 'string' ? body.description : null;
    const createdAt = new Date().toISOString();
    const code = `20260430-${id}`;
    const order: Order = { id, code, packageId, type, description, paid, createdAt, iccids: made };
    orders.push(order);
    return ok(showOrder(order, true));
  }

  function newIccid(): string {
    const iccid = iccidOf('8910300', iccids.length + 1);
    iccids.push(iccid);
    return iccid;
  }

  function showSim(iccid: string) {
    const serial = iccids.indexOf(iccid) + 1;
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

  function showOrder(order: Order, hasSims: boolean) {
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
      ...(hasSims && order.type === 'sim' && { sims: order.iccids.map(showSim) }),
    };
  }

  function listOrders(query: URLSearchParams): SimulatedAnswer {
    const description = query.get('filter[description]');
    const found = orders.filter((one) => description === null || one.description === description);
    const hasSims = (query.get('include') ?? '').split(',').includes('sims');
    const page = found.toReversed().slice(0, Number(query.get('limit') ?? 25));
    return ok(page.map((one) => showOrder(one, hasSims)));
  }

  function answerSim(iccid: string, what: string): SimulatedAnswer {
    if (!iccids.includes(iccid)) {
      return { status: 404, body: { data: [], meta: { message: 'Not found' } } };
    }
    if (what === 'topups') {
      return ok(
        PACKAGES.map(({ id, netPrice, ...one }) => ({
          ...{ id: `${id}-topup`, type: 'topup', net_price: netPrice },
          ...one,
        })),
      );
    }
    if (what !== 'usage') return ok(showSim(iccid));
    const own = orders.filter((order) => order.iccids.includes(iccid));
    const total = own.reduce((sum, { packageId }) => sum + sizeOf(packageId), 0);
    return ok({
      remaining: total,
      total,
      expired_at: null,
      is_unlimited: false,
      status: 'NOT_ACTIVE',
      remaining_voice: 0,
      remaining_text: 0,
    });
  }

  function route(request: SimulatedRequest): SimulatedAnswer {
    const { method, query } = request;
    const [, , first = '', second = '', third = ''] = request.path.split('/');
    const action = `${method} ${[first, second].filter(Boolean).join('/')}`;
    const body = () => JSON.parse(request.body || '{}') as Body;
    if (action === 'GET packages') return listPackages(Number(query.get('page') ?? 1));
    if (action === 'POST orders') return place(body(), 'sim');
    if (action === 'POST orders/topups') return place(body(), 'topup');
    if (action === 'GET orders') return listOrders(query);
    if (action === 'GET balance') {
      const availableBalance = { amount: balance, currency: 'USD' };
      return ok({ balances: { name: 'balance', availableBalance } });
    }
    if (action === 'POST refund') {
      const refund = { refund_id: `r-${orders.length}`, created_at: new Date().toISOString() };
      return { status: 202, body: { data: refund, meta: { message: 'success' } } };
    }
    if (method === 'GET' && first === 'orders') {
      const order = orders.find(({ id }) => String(id) === second);
      return order ? ok(showOrder(order, true)) : { status: 404, body: { data: [], meta: {} } };
    }
    return first === 'sims' ? answerSim(second, third) : { status: 404, body: { data: [] } };
  }

  return {
    outOfStock,
    perSecond: PER_SECOND,
    setBalance(next) {
      balance = next;
    },
    expireTokens: () => tokens.clear(),
    rateLimited: () => ({
      status: 429,
      body: { data: [], meta: { message: 'Too Many Attempts.' } },
      headers: { 'retry-after': '1', 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0' },
    }),
    answer(request) {
      if (request.path === '/v2/token') return giveToken(request.body);
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      if (!tokens.has(token))
        return { status: 401, body: { meta: { message: 'Unauthenticated' } } };
      return route(request);
    },
    books: () => bookOf(orders, balance),
  };
}

const toUnits = (dollars: number) => Math.round(dollars * 10_000);

function bookOf(orders: readonly Order[], balance: number): Books {
  const shown = orders.map(({ id, type, description, packageId, paid, iccids }) => {
    const of = { reference: description, item: packageId, charged: toUnits(paid) };
    return { type, of, order: String(id), iccids };
  });
  return {
    balance: toUnits(balance),
    orders: shown
      .filter(({ type }) => type === 'sim')
      .map(({ of, order, iccids }) => ({ ...of, order, iccids })),
    topUps: shown
      .filter(({ type }) => type === 'topup')
      .map(({ of, iccids }) => ({ ...of, iccid: iccids[0] ?? '' })),
  };
}

function sizeOf(packageId: string): number {
  return PACKAGES.find(({ id }) => id === packageId.replace(/-topup$/, ''))?.amount ?? 0;
}

/** The list has another shape from its second page on. */
function listPackages(page: number): SimulatedAnswer {
  const shown = PACKAGES.map(({ netPrice, ...one }) => ({
    ...{ type: 'sim', net_price: netPrice, is_unlimited: false, is_fair_usage_policy: false },
    ...one,
  }));
  const operator = {
    ...{ id: 1, title: 'Simulated', type: 'local', plan_type: 'data', is_roaming: true },
    ...{ rechargeability: '1', apn_type: 'automatic', apn_value: null },
    ...{ countries: [{ country_code: 'AT' }], packages: shown },
  };
  const country = { slug: 'austria', country_code: 'AT', title: 'Austria', operators: [operator] };
  const meta = { current_page: page, last_page: 1, message: 'success' };
  const data = page === 1 ? [country] : {};
  return { status: 200, body: { pricing: { model: 'net_pricing' }, data, links: {}, meta } };
}

function ok(data: unknown): SimulatedAnswer {
  return { status: 200, body: { data, meta: { message: 'success' } } };
}

function failCode(code: number, reason: string): SimulatedAnswer {
  return { status: 422, body: { code, reason } };
}

function failField(field: string, message: string): SimulatedAnswer {
  const meta = { message: 'the parameter is invalid' };
  return { status: 422, body: { data: { [field]: message }, meta } };
}
