import { changeSupplier } from '../change.ts';
import type { SimulatedAnswer, SimulatedRequest, Supplier } from '../simulator.ts';
import { answerEsim } from './answer-esim.ts';
import { asAccepted, fail, ok, withListAlone } from './answers.ts';
import { type Body, bookOf, listOrders, placeOrder } from './orders.ts';
import { type Happening, happen } from './phone.ts';
import { type Bundle, type Esim, showBundle, showCode, showOrder } from './show.ts';
import { BUNDLES, NETWORKS, type State } from './state.ts';

export type EsimGoOptions = {
  apiKey?: string;
  /** The balance of the organization, in dollars. */
  balance?: number;
  /** Whether refunds are switched on; the supplier has them off unless asked. */
  hasRefunds?: boolean;
  /** Whether lists stand under a name or alone: both are known. */
  lists?: 'named' | 'alone';
  /** Where the organization is called back; nowhere unless given. */
  noticeUrl?: string;
  /** How the signature of a callback is written. */
  encoding?: 'base64' | 'hex';
};

export type EsimGoSupplier = Supplier & {
  bundles: Bundle[];
  outOfStock: Set<string>;
  setBalance(balance: number): void;
};

const PER_SECOND = 10;
const RATE_LIMITED: SimulatedAnswer = {
  status: 429,
  body: { message: 'Rate limit exceeded' },
  headers: { 'retry-after': '1', 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' },
};

export function esimGoSupplier(options: EsimGoOptions = {}): EsimGoSupplier {
  const { apiKey = 'simulator', hasRefunds = false, balance = 1_000 } = options;
  const { noticeUrl, encoding = 'base64' } = options;
  const callback = noticeUrl === undefined ? null : { url: noticeUrl, apiKey, encoding };
  const bundles = BUNDLES.map((one) => ({ ...one }));
  const outOfStock = new Set<string>();
  const state: State = { bundles, outOfStock, esims: new Map(), orders: [], balance, hasRefunds };
  return {
    bundles,
    outOfStock,
    limitsOf: () => [{ key: 'all', most: PER_SECOND, perMs: 1_000 }],
    setBalance(next) {
      state.balance = next;
    },
    change: (to) =>
      changeSupplier(
        {
          outOfStock,
          setBalance(dollars) {
            state.balance = dollars;
          },
          setPrice(item, dollars) {
            const own = bundles.find(({ name }) => name === item);
            if (own) own.price = dollars;
          },
        },
        to,
      ),
    rateLimited: () => RATE_LIMITED,
    failed: () => fail(500, 'internal server error'),
    answer(request) {
      if (request.headers['x-api-key'] !== apiKey) return fail(401, 'access denied');
      const path = request.path.replace(/^\/v2\.5/, '');
      const answer = route(state, apiKey, { ...request, path });
      return options.lists === 'alone' ? withListAlone(answer) : answer;
    },
    happen: ({ path, body }) =>
      path === '/_happen'
        ? happen(state, callback, JSON.parse(body || '{}') as Happening)
        : undefined,
    books: () => bookOf(state),
  };
}

function route(state: State, apiKey: string, request: SimulatedRequest): SimulatedAnswer {
  const { bundles, orders, balance } = state;
  const [, first = '', ...rest] = request.path.split('/').map(decodeURIComponent);
  const action = `${request.method} ${first}`;
  if (action === 'GET catalogue' && rest[0] === 'bundle') {
    const bundle = bundles.find(({ name }) => name === rest[1]);
    return bundle ? ok(showBundle(bundle)) : fail(404, 'bundle not found');
  }
  if (action === 'GET catalogue') {
    const page = Number(request.query.get('page') ?? 1);
    const size = Number(request.query.get('perPage') ?? 50);
    const shown = bundles.slice((page - 1) * size, page * size);
    return ok({ bundles: shown.map(showBundle) });
  }
  if (action === 'GET networks') return ok({ countryNetworks: NETWORKS });
  if (action === 'GET organisation') {
    return ok({ organisations: [{ name: 'Simulator', apiKey, balance, currency: 'USD' }] });
  }
  if (action === 'POST orders') return placeOrder(state, JSON.parse(request.body) as Body);
  if (action === 'GET orders' && rest[0]) {
    const order = orders.find(({ orderReference }) => orderReference === rest[0]);
    return order ? ok(showOrder(order)) : fail(404, 'order not found');
  }
  if (action === 'GET orders') return listOrders(state, request.query);
  if (action === 'GET esims' && rest[0] === 'assignments') {
    const reference = request.query.get('reference');
    const found = orders.filter(({ orderReference }) => orderReference === reference);
    const codes = found.map(({ iccid }) => showCode(state.esims.get(iccid) as Esim));
    return asAccepted(codes, request.headers.accept);
  }
  return first === 'esims' ? answerEsim(state, request, rest) : fail(404, 'not found');
}
