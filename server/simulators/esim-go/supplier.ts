import { iccidOf, matchingIdOf } from '../iccids.ts';
import type { Books, SimulatedAnswer, SimulatedRequest, Supplier } from '../simulator.ts';
import {
  type Assignment,
  type Bundle,
  type Esim,
  LOCATION,
  type Order,
  showBook,
  showBundle,
  showBundles,
  showCode,
  showEsim,
  showOrder,
  toUnits,
} from './show.ts';

export type EsimGoOptions = {
  apiKey?: string;
  /** The balance of the organization, in dollars. */
  balance?: number;
  /** Whether refunds are switched on; the supplier has them off unless asked. */
  hasRefunds?: boolean;
};

export type EsimGoSupplier = Supplier & {
  bundles: Bundle[];
  outOfStock: Set<string>;
  setBalance(balance: number): void;
};

type Body = {
  type?: string;
  assign?: boolean;
  order?: { type?: string; quantity?: number; item?: string; iccids?: string[] }[];
};

const PER_SECOND = 10;
const MEGABYTE = 1_000_000;
const BUNDLES: readonly Bundle[] = [
  {
    name: 'esim_1GB_7D_AT_V2',
    description: 'Austria 1GB',
    dataAmount: 1_000,
    duration: 7,
    price: 1.37,
    iso: 'AT',
  },
  {
    name: 'esim_3GB_30D_REUP_V2',
    description: 'Europe 3GB',
    dataAmount: 3_000,
    duration: 30,
    price: 4.9,
    iso: 'DE',
  },
];

export function esimGoSupplier(options: EsimGoOptions = {}): EsimGoSupplier {
  const { apiKey = 'simulator', hasRefunds = false } = options;
  const bundles = BUNDLES.map((one) => ({ ...one }));
  const esims = new Map<string, Esim>();
  const orders: Order[] = [];
  const outOfStock = new Set<string>();
  let balance = options.balance ?? 1_000;

  function placeOrder({ type, assign = false, order: lines = [] }: Body): SimulatedAnswer {
    const [line] = lines;
    const bundle = bundles.find(({ name }) => name === line?.item);
    if (!line || !bundle) return fail(400, `bundle not found: ${line?.item}`);
    const { quantity = 1, iccids = [] } = line;
    if (iccids.length > 0 && iccids.length !== quantity) return fail(400, 'quantity is wrong');
    const unknown = iccids.find((iccid) => !esims.has(iccid));
    if (unknown) return fail(400, `iccid not found: ${unknown}`);
    const total = Number((bundle.price * quantity).toFixed(4));
    const shown = {
      type: 'bundle',
      item: bundle.name,
      quantity,
      subTotal: total,
      pricePerUnit: bundle.price,
    };
    if (type === 'validate') {
      return ok({
        order: [{ ...shown, iccids, valid: true }],
        total,
        currency: 'USD',
        valid: true,
      });
    }
    if (outOfStock.has(bundle.name)) return fail(400, 'bundle is out of stock');
    if (balance < total) return fail(400, 'insufficient balance');
    if (!assign) return fail(400, 'the simulator has no inventory');
    balance -= total;
    const createdDate = new Date().toISOString();
    const made = Array.from({ length: quantity }, (_, index) => {
      const esim = esims.get(iccids[index] ?? '') ?? newEsim();
      esim.assignments.push(newAssignment(bundle, esim));
      return esim;
    });
    const orderReference = `go-${String(orders.length + 1).padStart(8, '0')}`;
    for (const { iccid } of made) {
      const isTopUp = iccids.length > 0;
      orders.push({ orderReference, createdDate, item: bundle.name, total, iccid, isTopUp });
    }
    return ok({
      order: [{ ...shown, esims: made.map(showCode), iccids: made.map(({ iccid }) => iccid) }],
      total,
      currency: 'USD',
      status: 'completed',
      statusMessage: 'Order completed',
      orderReference,
      createdDate,
      assigned: true,
      sourceIP: '127.0.0.1',
    });
  }

  function newEsim(): Esim {
    const serial = esims.size + 1;
    const iccid = iccidOf('8943108', serial);
    const matchingId = matchingIdOf(serial + 500_000);
    const esim = { iccid, matchingId, state: 'Active', profileStatus: 'Released', assignments: [] };
    esims.set(iccid, esim);
    return esim;
  }

  function newAssignment({ name, dataAmount }: Bundle, { assignments }: Esim): Assignment {
    const initial = dataAmount * MEGABYTE;
    const id = `a-${esims.size}-${assignments.length + 1}`;
    return { id, bundle: name, bundleState: 'queued', initial, remaining: initial };
  }

  function listOrders(query: URLSearchParams): SimulatedAnswer {
    const [, from = ''] = /^gte:(.+)$/.exec(query.get('createdAt') ?? '') ?? [];
    const since = Date.parse(from || '1970-01-01');
    const limit = Number(query.get('limit') ?? 10);
    const found = orders.filter(({ createdDate }) => Date.parse(createdDate) >= since).reverse();
    return ok({ orders: found.slice(0, limit).map((one) => showOrder(one)) });
  }

  function revoke(esim: Esim, id: string, query: URLSearchParams): SimulatedAnswer {
    const assignment = esim.assignments.find((one) => one.id === id);
    if (!assignment) return fail(404, 'assignment not found');
    if (assignment.bundleState !== 'queued') return fail(400, 'the bundle has started');
    if (query.get('type') === 'validate') return ok({ status: 'valid' });
    assignment.bundleState = 'revoked';
    const isRefunded = hasRefunds && query.get('refundToBalance') === 'true';
    const bundle = bundles.find(({ name }) => name === assignment.bundle);
    if (isRefunded) balance += bundle?.price ?? 0;
    return ok({ status: 'revoked' });
  }

  function answerEsim(request: SimulatedRequest, parts: string[]): SimulatedAnswer {
    const [iccid = '', what, , , assignmentId] = parts;
    const esim = esims.get(iccid);
    if (!esim) return fail(404, 'esim not found');
    const action = `${request.method} ${what ?? ''}`;
    if (action === 'GET ') return ok(showEsim(esim));
    if (action === 'GET bundles') return ok({ bundles: showBundles(esim) });
    if (action === 'GET location') return ok(LOCATION);
    if (action === 'POST sms') return ok({ status: 'sent' });
    if (action === 'POST suspend') {
      esim.state = 'Suspended';
      return ok({ status: 'suspended' });
    }
    if (action === 'DELETE bundles') return revoke(esim, assignmentId ?? '', request.query);
    return fail(404, 'not found');
  }

  function route(request: SimulatedRequest): SimulatedAnswer {
    const [, first = '', ...rest] = request.path.split('/').map(decodeURIComponent);
    const action = `${request.method} ${first}`;
    if (action === 'GET catalogue' && rest[0] === 'bundle') {
      const bundle = bundles.find(({ name }) => name === rest[1]);
      return bundle ? ok(showBundle(bundle)) : fail(404, 'bundle not found');
    }
    if (action === 'GET catalogue') return ok({ bundles: bundles.map(showBundle) });
    if (action === 'GET organisation') {
      return ok({ organisations: [{ name: 'Simulator', apiKey, balance, currency: 'USD' }] });
    }
    if (action === 'POST orders') return placeOrder(JSON.parse(request.body) as Body);
    if (action === 'GET orders' && rest[0]) {
      const order = orders.find(({ orderReference }) => orderReference === rest[0]);
      return order ? ok(showOrder(order)) : fail(404, 'order not found');
    }
    if (action === 'GET orders') return listOrders(request.query);
    if (action === 'GET esims' && rest[0] === 'assignments') {
      const reference = request.query.get('reference');
      const found = orders.filter(({ orderReference }) => orderReference === reference);
      return ok(found.map(({ iccid }) => showCode(esims.get(iccid) as Esim)));
    }
    return first === 'esims' ? answerEsim(request, rest) : fail(404, 'not found');
  }

  return {
    bundles,
    outOfStock,
    perSecond: PER_SECOND,
    setBalance(next) {
      balance = next;
    },
    rateLimited: () => ({
      status: 429,
      body: { message: 'Rate limit exceeded' },
      headers: { 'retry-after': '1', 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' },
    }),
    answer(request) {
      if (request.headers['x-api-key'] !== apiKey) return fail(401, 'access denied');
      return route({ ...request, path: request.path.replace(/^\/v2\.5/, '') });
    },
    books: (): Books => ({
      balance: Math.round(balance * 10_000),
      orders: orders.filter(({ isTopUp }) => !isTopUp).map(showBook),
      topUps: orders
        .filter(({ isTopUp }) => isTopUp)
        .map(({ item, total, iccid }) => ({
          reference: null,
          item,
          charged: toUnits(total),
          iccid,
        })),
    }),
  };
}

function ok(body: unknown): SimulatedAnswer {
  return { status: 200, body };
}

function fail(status: number, message: string): SimulatedAnswer {
  return { status, body: { message } };
}
