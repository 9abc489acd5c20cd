import { createHmac, randomBytes } from 'node:crypto';
import { changeSupplier } from '../change.ts';
import type { SimulatedAnswer, SimulatedRequest, Supplier } from '../simulator.ts';
import { limitsOf, tooManyAttempts } from './limits.ts';
import { creditNotices, NOTICE_TYPES, optIn, placeLater, type Subscriptions } from './notices.ts';
import { type Body, bookOf, listOrders, place } from './orders.ts';
import { type Happening, happen } from './phone.ts';
import { answerSim, failCode, listPackages, ok, showOrder } from './show.ts';
import { PACKAGES, type Package, type State } from './state.ts';

export type AiraloOptions = {
  clientId?: string;
  clientSecret?: string;
  /** The balance of the partner, in dollars. */
  balance?: number;
  /** Whether packages have a net price, or the partner a discount on the price. */
  pricing?: 'net' | 'discount';
  /** Companies begin in sandbox mode, in which each order has the same test eSIM. */
  mode?: 'production' | 'sandbox';
  /** Whether tokens and orders need the signature that the documents leave out. */
  signatures?: 'required' | 'ignored';
  /** Where all notices are sent; each type by itself to where it was asked for unless given. */
  noticeUrl?: string;
};

export type AiraloSupplier = Supplier & {
  packages: Package[];
  outOfStock: Set<string>;
  setBalance(balance: number): void;
  /** Makes every token that was given invalid. */
  expireTokens(): void;
};

export function airaloSupplier(options: AiraloOptions = {}): AiraloSupplier {
  const { clientId = 'simulator', clientSecret = 'simulator', balance = 1_000 } = options;
  const { pricing = 'net' } = options;
  const packages = PACKAGES.map((one) => ({ ...one }));
  const { noticeUrl } = options;
  const isSandbox = options.mode === 'sandbox';
  const credit = { balance, creditLimit: balance, pricing, isSandbox };
  const state: State = {
    ...{ packages, orders: [], iccids: [], outOfStock: new Set(), ...credit, used: new Map() },
  };
  const types = noticeUrl === undefined ? [] : NOTICE_TYPES;
  const urls = new Map(types.map((type) => [type, noticeUrl ?? '']));
  const told: Subscriptions = { clientSecret, urls };
  const known = { id: clientId, secret: clientSecret };
  const tokens = new Set<string>();
  return {
    packages,
    outOfStock: state.outOfStock,
    limitsOf: (request) => limitsOf(request, { isSandbox }),
    setBalance(next) {
      state.balance = next;
    },
    expireTokens: () => tokens.clear(),
    change: (to) =>
      changeSupplier(
        {
          outOfStock: state.outOfStock,
          setBalance(dollars) {
            state.balance = dollars;
          },
          setPrice(item, dollars) {
            const own = packages.find(({ id }) => id === item);
            if (own) own.netPrice = dollars;
          },
        },
        to,
      ),
    rateLimited: tooManyAttempts,
    failed: () => failCode(53, 'Unexpected error'),
    answer(request) {
      if (options.signatures === 'required' && !isSigned(request, clientSecret)) {
        return failCode(14, 'Invalid checksum');
      }
      if (request.path === '/v2/token') return giveToken(request.body, known, tokens);
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      if (!tokens.has(token))
        return { status: 401, body: { meta: { message: 'Unauthenticated' } } };
      return route(state, told, request);
    },
    happen: ({ path, body }) =>
      path === '/_happen' ? happen(state, told, JSON.parse(body || '{}') as Happening) : undefined,
    books: () => bookOf(state),
  };
}

const SIGNED = /^\/v2\/(token|orders|voucher)/;

/** Returns whether a call is signed that must be: over its payload as PHP writes it in JSON. */
function isSigned({ method, path, headers, body }: SimulatedRequest, secret: string): boolean {
  if (method !== 'POST' || !SIGNED.test(path)) return true;
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  const payload: unknown = isForm
    ? Object.fromEntries(new URLSearchParams(body))
    : JSON.parse(body || '{}');
  const text = JSON.stringify(payload).replaceAll('/', '\\/');
  const expected = createHmac('sha512', secret).update(text).digest('hex');
  return headers['airalo-signature'] === expected;
}

/** Gives a token to whoever knows the client ID and secret. */
function giveToken(body: string, known: { id: string; secret: string }, tokens: Set<string>) {
  const form = new URLSearchParams(body);
  const isKnown = form.get('client_id') === known.id && form.get('client_secret') === known.secret;
  if (!isKnown) return { status: 401, body: { data: [], meta: { message: 'invalid client' } } };
  const token = randomBytes(24).toString('hex');
  tokens.add(token);
  return ok({ token_type: 'Bearer', expires_in: 31_622_400, access_token: token });
}

function route(
  state: State,
  told: Subscriptions,
  request: SimulatedRequest,
): SimulatedAnswer | Promise<SimulatedAnswer> {
  const { method, query } = request;
  const [, , first = '', second = '', third = ''] = request.path.split('/');
  const action = `${method} ${[first, second].filter(Boolean).join('/')}`;
  const body = () => JSON.parse(request.body || '{}') as Body;
  if (action === 'GET packages') return listPackages(state, Number(query.get('page') ?? 1));
  if (action === 'POST orders' || action === 'POST orders/topups') {
    const before = state.balance;
    const answer = place(state, body(), second === 'topups' ? 'topup' : 'sim');
    return { ...answer, notices: creditNotices(state, told, before) };
  }
  if (action === 'POST orders-async') return placeLater(state, told, body());
  if (action === 'POST notifications/opt-in') return optIn(told, body());
  if (action === 'POST notifications/opt-out') {
    told.urls.delete(String(body().type));
    return ok({});
  }
  if (action === 'GET orders') return listOrders(state, query);
  if (action === 'GET balance') {
    const availableBalance = { amount: state.balance, currency: 'USD' };
    return ok({ balances: { name: 'balance', availableBalance } });
  }
  if (action === 'POST refund') {
    const refund = { refund_id: `r-${state.orders.length}`, created_at: new Date().toISOString() };
    return { status: 202, body: { data: refund, meta: { message: 'success' } } };
  }
  if (method === 'GET' && first === 'orders') {
    const order = state.orders.find(({ id }) => String(id) === second);
    return order
      ? ok(showOrder(state, order, true))
      : { status: 404, body: { data: [], meta: {} } };
  }
  return first === 'sims' ? answerSim(state, second, third) : { status: 404, body: { data: [] } };
}
