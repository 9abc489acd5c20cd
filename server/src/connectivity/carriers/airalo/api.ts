import { type CallEnd, done, mapDone, refused, unknownEnd } from '../ordering/call-end.ts';
import {
  type CarrierAnswer,
  type CarrierClient,
  refusedAccess,
} from '../ordering/carrier-client.ts';
import { member, textOf } from '../ordering/carrier-json.ts';
import { REFUSALS, UNEXPECTED } from './refusals.ts';
import { isChecksum, type Signer } from './sign.ts';
import type { Tokens } from './tokens.ts';

type AiraloCall = {
  verb: string;
  method?: 'GET' | 'POST';
  path: string;
  body?: object;
  reference?: string;
  changes?: boolean;
  answerBy?: number | undefined;
  /** Returns the whole answer, for what stands beside its `data`. */
  isWhole?: boolean;
};

/** Calls an operation with a token and returns its `data`, or the whole answer. */
export type AiraloApi = (call: AiraloCall) => Promise<CallEnd<unknown>>;

/** A token that the supplier no longer takes: the call did nothing and is repeated once. */
const STALE = Symbol('stale token');
/** The supplier wants a signature: the call did nothing and is repeated with one. */
const UNSIGNED = Symbol('no signature');

export function createAiraloApi(
  client: CarrierClient,
  { tokens, signer }: { tokens: Tokens; signer: Signer },
): AiraloApi {
  async function attempt(call: AiraloCall, token: string) {
    const { verb, method = 'GET', path, body, reference, changes = false, answerBy } = call;
    const wasSigned = signer.isOn();
    const signed = body && signer.sign(body);
    const bearer = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const headers = { ...bearer, ...signed?.headers };
    return client.ask<unknown>(
      {
        verb,
        method,
        path,
        headers,
        ...{ changes, answerBy },
        // Each endpoint has a limit of its own, some for each eSIM.
        bucket: path.replace(/\?.*$/, ''),
        ...(signed && { body: signed.text }),
        ...(reference !== undefined && { reference }),
      },
      (answer) => {
        if (answer.httpStatus === 401) return done(STALE);
        if (signed && !wasSigned && isChecksum(answer)) return done(UNSIGNED);
        const end = judge(answer, changes);
        return call.isWhole ? mapDone(end, () => answer.json) : end;
      },
    );
  }

  async function attemptSigned(call: AiraloCall, token: string) {
    const first = await attempt(call, token);
    if (first.end !== 'done' || first.value !== UNSIGNED) return first;
    signer.turnOn();
    return attempt(call, token);
  }

  return async (call) => {
    const token = await tokens.current();
    if (token.end !== 'done') return token;
    const first = await attemptSigned(call, token.value);
    if (first.end !== 'done' || first.value !== STALE) return first;
    tokens.drop(token.value);
    const renewed = await tokens.current();
    if (renewed.end !== 'done') return renewed;
    const second = await attemptSigned(call, renewed.value);
    if (second.end !== 'done' || second.value !== STALE) return second;
    return refused('misconfigured', 'The supplier refuses tokens that it has just given.');
  };
}

/** Errors come as a code with a reason, or by field; some under the status 200. */
function judge(answer: CarrierAnswer, changes: boolean): CallEnd<unknown> {
  const { httpStatus, json } = answer;
  const code = textOf(json, 'code');
  const reason = textOf(json, 'reason');
  if (httpStatus < 300 && (code === null || reason === null)) return done(member(json, 'data'));
  if (code !== null && reason !== null) {
    const detail = `${code} ${reason}`;
    if (code === UNEXPECTED && changes) return unknownEnd(detail);
    return refused(REFUSALS[code] ?? 'rejected', detail);
  }
  const access = refusedAccess(answer);
  if (access) return access;
  if (httpStatus === 404) return refused('not_found', 'The supplier has no such thing.');
  return judgeFields(json);
}

function judgeFields(json: unknown): CallEnd<never> {
  const fields = member(json, 'data');
  const detail = JSON.stringify(fields ?? member(json, 'meta') ?? null).slice(0, 500);
  if (member(fields, 'package_id') !== undefined) return refused('no_such_item', detail);
  // The field error of a quantity names how many there are.
  if (member(fields, 'quantity') !== undefined) return refused('out_of_stock', detail);
  if (member(fields, 'iccid') !== undefined) return refused('not_found', detail);
  return refused('rejected', detail);
}
