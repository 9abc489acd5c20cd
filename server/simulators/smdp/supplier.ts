import type { SimulatedNotice } from '../notices.ts';
import type { Books, SimulatedAnswer, SimulatedRequest, Supplier } from '../simulator.ts';
import { FUNCTIONS, fail, named } from './functions.ts';
import { type Happening, happen } from './progress.ts';
import { type Body, newState, type Profile, type State } from './state.ts';

export type SmdpOptions = {
  /** How many profiles there are of each type. */
  stock?: Readonly<Record<string, number>>;
  requesterId?: string;
  /** Of the activation codes. */
  address?: string;
  /** Off for an SM-DP+ that makes its own matching IDs. */
  takesMatchingIds?: boolean;
  /** Where the notices of progress are sent, without a slash at the end. */
  noticeUrl?: string;
};

export type SmdpSupplier = Omit<Supplier, 'books'> & {
  state: State;
  books(): Books & { profiles: Profile[] };
  /** Lets something happen to a profile, and returns the notices that were not sent anywhere. */
  happens(iccid: string, what: Happening): object[];
};

const ROOT = '/gsma/rsp2/es2plus/';
const PER_SECOND = 200;
const A_THOUSAND = 1_000;

/** An SM-DP+ that speaks ES2+ (SGP.22, 5.3), written from the facts and not from our client. */
export function smdpSupplier(options: SmdpOptions = {}): SmdpSupplier {
  const { stock = { 'consumer-1': A_THOUSAND }, requesterId = 'simulator', noticeUrl } = options;
  const { address = 'smdp.simulator.example', takesMatchingIds = true } = options;
  const state = newState(stock, { address, takesMatchingIds });

  function happens(iccid: string, what: Happening): object[] {
    const profile = named(state, iccid);
    return profile ? happen(state, profile, what) : [];
  }

  return {
    state,
    limitsOf: () => [{ key: 'all', most: PER_SECOND, perMs: 1_000 }],
    happens,
    failed: () => ({ status: 500, body: {} }),
    rateLimited: () => ({ status: 429, body: {}, headers: { 'retry-after': '1' } }),
    answer: (request) => answerTo(state, request, requesterId),
    happen({ path, body }) {
      if (path !== '/_happen') return undefined;
      const { iccid, what } = JSON.parse(body || '{}') as { iccid: string; what: Happening };
      const notices = happens(iccid, what);
      const told = noticeUrl === undefined ? [] : notices.map((one) => toNotice(noticeUrl, one));
      return { status: 200, body: { notices: notices.length }, notices: told };
    },
    books: () => ({
      ...{ balance: 0, orders: [], topUps: [] },
      profiles: [...state.profiles.values()].filter((one) => one.state !== 'Available'),
    }),
  };
}

function answerTo(
  state: State,
  { method, path, headers, body }: SimulatedRequest,
  requesterId: string,
): SimulatedAnswer {
  const run = FUNCTIONS[path.replace(ROOT, '')];
  if (method !== 'POST' || !path.startsWith(ROOT) || !run) return { status: 404, body: '' };
  if (!/^gsma\/rsp\/v2\.\d/.test(headers['x-admin-protocol'] ?? '')) return fail('1.3.2', '3.1');
  let asked: Body;
  try {
    asked = JSON.parse(body) as Body;
  } catch {
    return fail('1.6', '2.1', 'not JSON');
  }
  const { header, ...fields } = asked;
  const { functionRequesterIdentifier: caller, functionCallIdentifier: call } = (header ??
    {}) as Body;
  if (caller === undefined || call === undefined) return fail('1.6', '2.2', 'header');
  if (caller !== requesterId) return fail('1.1', '1.1');
  return run(state, fields);
}

function toNotice(noticeUrl: string, notice: object): SimulatedNotice {
  return {
    url: `${noticeUrl}/gsma/rsp2/es2plus/handleDownloadProgressInfo`,
    headers: { 'x-admin-protocol': 'gsma/rsp/v2.5.0' },
    body: JSON.stringify(notice),
  };
}
