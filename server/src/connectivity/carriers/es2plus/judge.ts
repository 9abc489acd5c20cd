import { type CallEnd, done, refused, retryLater, unknownEnd } from '../ordering/call-end.ts';
import { type CarrierAnswer, refusedAccess } from '../ordering/carrier-client.ts';
import { member, textOf } from '../ordering/carrier-json.ts';
import { describeStatusCode, pairOf, refusalOf, type StatusCode } from './status-codes.ts';

/** How a function ended, and the pair of codes of the SM-DP+ (`8.2.1/3.9`), if it sent one. */
export type FunctionEnd<Value> = CallEnd<Value> & { pair: string | null };

/** An answer of which the function was executed. */
export type Executed = {
  json: unknown;
  /** What the SM-DP+ warned of; null without a warning. */
  warning: string | null;
};

const AGAIN_MS = 30_000;

/** Reads `statusCodeData`; null if there is none. */
export function readStatusCode(status: unknown): StatusCode | null {
  const data = member(status, 'statusCodeData');
  const subject = textOf(data, 'subjectCode');
  const reason = textOf(data, 'reasonCode');
  if (subject === null || reason === null) return null;
  return { subject, reason, message: textOf(data, 'message') };
}

/**
 * Returns what an answer says. HTTP is 200 even for `Failed`. An answer without a known status has
 * an unknown outcome if the function changes something, and so has `Expired`: whether the SM-DP+
 * began to execute is not said.
 */
export function judgeFunction(
  answer: CarrierAnswer,
  { changes }: { changes: boolean },
): FunctionEnd<Executed> {
  const status = member(member(answer.json, 'header'), 'functionExecutionStatus');
  const code = readStatusCode(status);
  const pair = code && pairOf(code);
  const lost = (detail: string) => ({
    ...(changes ? unknownEnd(detail) : retryLater(AGAIN_MS, detail)),
    pair,
  });
  switch (textOf(status, 'status')) {
    case 'Executed-Success':
      return { ...done({ json: answer.json, warning: null }), pair };
    case 'Executed-WithWarning': {
      const warning = code ? describeStatusCode(code) : 'a warning without a code';
      return { ...done({ json: answer.json, warning }), pair };
    }
    case 'Failed':
      return { ...failed(code), pair };
    case 'Expired':
      return lost('Expired: the SM-DP+ ran out of time.');
  }
  const access = refusedAccess(answer);
  if (access) return { ...access, pair };
  return lost(`An answer without a status of execution (${answer.httpStatus}).`);
}

function failed(code: StatusCode | null): CallEnd<never> {
  if (!code) return refused('rejected', 'Failed, without a code.');
  return refused(refusalOf(code), describeStatusCode(code));
}
