import { createHmac } from 'node:crypto';
import { changeSupplier } from '../change.ts';
import type { SimulatedAnswer, SimulatedRequest, Supplier } from '../simulator.ts';
import { asInExamples, fail, succeed } from './answers.ts';
import { saveWebhook, stateNotices } from './notices.ts';
import { bookOf, cancel, order, topUp } from './orders.ts';
import { happen } from './phone.ts';
import { listPackages, queryEsims, queryUsage } from './queries.ts';
import { type Body, type Esim, namedIn, PACKAGES, type Package, type State } from './state.ts';

export type EsimAccessOptions = {
  accessCode?: string;
  /** With it calls must be signed. */
  secretKey?: string;
  /** The prepaid balance at the beginning, in ten-thousandths of a dollar. */
  balance?: number;
  /** How long an order waits for its eSIM. The supplier promises 30 s at most. */
  allocateMs?: number;
  /** What a known transaction ID gets: the documents disagree. */
  duplicates?: 'same_order' | 'error';
  /** How too many requests are refused, which is not documented. */
  limits?: 'status' | 'code';
  /** Whether envelopes are those of the documents or those of other examples. */
  envelopes?: 'documents' | 'examples';
  /** What the URL for notices is named when it is saved: the documents disagree. */
  webhookField?: 'webhook' | 'webhookUrl';
  /** Where notices are sent; none are, until an address is saved, unless given. */
  noticeUrl?: string;
};

export type EsimAccessSupplier = Supplier & {
  packages: Package[];
  /** Package codes that are out of stock. */
  outOfStock: Set<string>;
  /** The eSIM, for a test to change. */
  esim(iccid: string): Esim | undefined;
  setBalance(balance: number): void;
};

const ROOT = '/api/v1/open';
const PER_SECOND = 8;
const DOLLAR = 10_000;
const BUSY = fail('900001', 'system busy');
const TOO_MANY = { ...BUSY, status: 429, headers: { 'retry-after': '1' } };

export function esimAccessSupplier(options: EsimAccessOptions = {}): EsimAccessSupplier {
  const { allocateMs = 300, duplicates = 'same_order', balance = 10_000_000 } = options;
  const { limits = 'status' } = options;
  const packages = PACKAGES.map((one) => ({ ...one }));
  const outOfStock = new Set<string>();
  const books = { orders: new Map(), topUps: new Map(), named: new Map(), soldCount: 0 };
  const { noticeUrl = null, webhookField = 'webhook' } = options;
  const settings = { balance, allocateMs, duplicates, noticeUrl, webhookField };
  const state: State = { packages, outOfStock, ...settings, ...books };
  return {
    packages,
    outOfStock,
    limitsOf: () => [{ key: 'all', most: PER_SECOND, perMs: 1_000 }],
    esim: (iccid) => namedIn(state, { iccid }),
    setBalance(next) {
      state.balance = next;
    },
    change: (to) =>
      changeSupplier(
        {
          outOfStock,
          setBalance(dollars) {
            state.balance = Math.round(dollars * DOLLAR);
          },
          setPrice(item, dollars) {
            const own = packages.find(({ packageCode, slug }) =>
              [packageCode, slug].includes(item),
            );
            if (own) own.price = Math.round(dollars * DOLLAR);
          },
        },
        to,
      ),
    rateLimited: () => (limits === 'code' ? BUSY : TOO_MANY),
    failed: () => fail('000001', 'server error'),
    async answer(request) {
      const answer = refuseCaller(options, request) ?? (await operate(state, request));
      return options.envelopes === 'examples' ? asInExamples(answer) : answer;
    },
    happen: ({ path, body }) =>
      path === '/_happen' ? happen(state, JSON.parse(body || '{}') as Body) : undefined,
    books: () => bookOf(state),
  };
}

async function operate(
  state: State,
  { method, path, body }: SimulatedRequest,
): Promise<SimulatedAnswer> {
  const run = OPERATIONS[path.replace(ROOT, '')];
  if (method !== 'POST' || !run) return fail('000103', 'method not supported');
  try {
    return await run(state, JSON.parse(body || '{}') as Body);
  } catch {
    return fail('000104', 'not JSON');
  }
}

type Operation = (state: State, body: Body) => SimulatedAnswer | Promise<SimulatedAnswer>;

const OPERATIONS: Record<string, Operation> = {
  '/balance/query': ({ balance }) => succeed({ balance }),
  '/location/list': () => succeed({ locationList: [] }),
  '/package/list': listPackages,
  '/esim/order': order,
  '/esim/query': queryEsims,
  '/esim/topup': topUp,
  '/esim/cancel': cancel,
  '/esim/revoke': changeState('REVOKED'),
  '/esim/suspend': changeState('SUSPENDED'),
  '/esim/unsuspend': changeState('IN_USE'),
  '/esim/sendSms': (state, body) =>
    namedIn(state, body) ? succeed({}) : fail('310403', 'no such esim'),
  '/esim/usage/query': queryUsage,
  '/webhook/save': saveWebhook,
  '/webhook/query': ({ noticeUrl }) => succeed({ webhook: noticeUrl }),
};

function changeState(esimStatus: string) {
  return (state: State, body: Body): SimulatedAnswer => {
    const esim = namedIn(state, body);
    if (!esim) return fail('310403', 'no such esim');
    esim.esimStatus = esimStatus;
    return { ...succeed({}), notices: stateNotices(state, esim) };
  };
}

/** Refuses a request without the access code, or without a signature where one is needed. */
function refuseCaller(
  { accessCode = 'simulator', secretKey }: EsimAccessOptions,
  { headers, body }: SimulatedRequest,
): SimulatedAnswer | undefined {
  if (headers['rt-accesscode'] !== accessCode) return fail('401001', 'auth failed');
  if (secretKey === undefined) return undefined;
  const { 'rt-timestamp': time = '', 'rt-requestid': id = '' } = headers;
  const hmac = createHmac('sha256', secretKey).update(time + id + accessCode + body);
  if (headers['rt-signature'] !== hmac.digest('hex')) return fail('101003', 'signature mismatch');
  return undefined;
}
