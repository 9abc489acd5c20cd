import {
  type CallEnd,
  type CarrierRefusal,
  done,
  refused,
  retryLater,
  unknownEnd,
} from '../ordering/call-end.ts';
import { type CarrierAnswer, refusedAccess } from '../ordering/carrier-client.ts';
import { member, textOf } from '../ordering/carrier-json.ts';

/** The supplier still allocates: the order was accepted. */
export const ALLOCATING = '200010';
/** An order with this reference was accepted before. */
export const DUPLICATE = '310402';
/** Whether anything was done before is not documented: a call is to be sent again as it was. */
export const BUSY = '900001';
const SERVER_ERROR = '000001';
const AGAIN_MS = 2_000;

const REFUSALS: Record<string, CarrierRefusal> = {
  '000101': 'misconfigured',
  '000102': 'misconfigured',
  '101001': 'misconfigured',
  '101002': 'misconfigured',
  '101003': 'misconfigured',
  '401001': 'misconfigured',
  '200002': 'not_allowed',
  '200009': 'not_allowed',
  '200005': 'price_changed',
  '200006': 'price_changed',
  '200007': 'unfunded',
  '200011': 'out_of_stock',
  '310201': 'no_such_item',
  '310241': 'no_such_item',
  '310243': 'no_such_item',
  '310272': 'not_found',
  '310403': 'not_found',
};

type Envelope = { code: string; detail: string; obj: unknown };

/** Returns the envelope of an answer; its code is `0` for a success. Undefined for other JSON. */
function readEnvelope({ json }: CarrierAnswer): Envelope | undefined {
  const success = member(json, 'success');
  if (success === undefined) return undefined;
  const isSuccess = success === true || success === 'true';
  const code = textOf(json, 'errorCode') ?? '0';
  const message = textOf(json, 'errorMessage') ?? textOf(json, 'errorMsg') ?? '';
  const isDone = isSuccess && code === '0';
  const failure = code === '0' ? 'unnamed' : code;
  return {
    code: isDone ? '0' : failure,
    detail: `${failure} ${message}`.trim(),
    obj: member(json, 'obj'),
  };
}

/** How the codes of one operation are read, if not as those of any other. */
export type EnvelopeRules = {
  /** Whether it buys or changes something, which an error of the server may follow. */
  changes: boolean;
  /** Ends the call for these codes. */
  codes?: Readonly<Record<string, () => CallEnd<unknown>>>;
};

/** Returns the `obj` of a success, or the end that the supplier's code stands for. */
export function judgeEnvelope(answer: CarrierAnswer, rules: EnvelopeRules): CallEnd<unknown> {
  const envelope = readEnvelope(answer);
  const access = refusedAccess(answer);
  if (!envelope) {
    return access ?? unreadable(answer, rules);
  }
  const { code, detail, obj } = envelope;
  const own = rules.codes?.[code];
  if (own) return own();
  if (code === '0') return done(obj);
  if (code === BUSY) return retryLater(AGAIN_MS, detail);
  if (code === SERVER_ERROR) {
    return rules.changes ? unknownEnd(detail) : retryLater(AGAIN_MS, detail);
  }
  return access ?? refused(REFUSALS[code] ?? 'rejected', detail);
}

function unreadable({ httpStatus }: CarrierAnswer, { changes }: EnvelopeRules) {
  const detail = `An answer without an envelope (${httpStatus}).`;
  return changes ? unknownEnd(detail) : retryLater(AGAIN_MS, detail);
}
