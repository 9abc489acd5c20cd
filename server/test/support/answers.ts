import type { RefusalCode } from '../../src/kernel/refusal.ts';
import { PROBLEMS, type Problem } from '../../src/platform/http/problems.ts';
import type { Operation } from './operations.ts';
import type { Answer } from './slice.ts';

const MEMBERS = [
  'type',
  'title',
  'status',
  'code',
  'detail',
  'message',
  'instance',
  'requestId',
] as const;
/** Texts that no response may have: stack frames, SQL, messages of PostgreSQL. */
const INSIDES = /\.(ts|js|mjs):\d|\bselect .+ from\b|\binsert into\b|violates|relation "/i;
const WAITING: RefusalCode[] = [
  'rate_limited',
  'service_unavailable',
  'supplier_unavailable',
  'idempotency_key_in_progress',
];

/** Returns what is wrong with a response by the operation's description in the document. */
export function faultsOf(answer: Answer, operation: Operation): string[] {
  const { statusCode, headers } = answer;
  const faults = headers['x-request-id'] ? [] : ['it has no X-Request-Id'];
  if (statusCode >= 400) return [...faults, ...problemFaults(answer, operation.codes)];
  const types = operation.successes.get(statusCode);
  if (!types) return [...faults, `the status ${statusCode} is not documented`];
  return [...faults, ...successFaults(answer, types)];
}

/** Returns what is wrong with a response that must be this documented refusal. */
export function faultsOfRefusal(answer: Answer, operation: Operation, code: RefusalCode): string[] {
  const got = answer.statusCode < 400 ? answer.statusCode : answer.json().code;
  if (got !== code) return [`${code}: the answer is ${got}: ${answer.body.slice(0, 500)}`];
  return faultsOf(answer, operation).map((fault) => `${code}: ${fault}`);
}

/** A line break in the name of a file (`/{number}.pdf`) is on no route. */
function isOnNoRoute({ code, instance }: Problem): boolean {
  return code === 'route_not_found' && /%0[AD]/i.test(instance);
}

/** Returns what is wrong with a refusal, which must have one of these codes. */
export function problemFaults(answer: Answer, codes: readonly RefusalCode[]): string[] {
  const { statusCode, headers, body } = answer;
  if (headers['content-type'] !== 'application/problem+json') {
    return [`a refusal has the type ${headers['content-type']}`];
  }
  const problem = JSON.parse(body) as Problem;
  const { code, status, title, type, detail, message, requestId, errors, ...rest } = problem;
  const known = PROBLEMS[code];
  if (!known) return [`the code ${code} is unknown`];
  const expected: string[] = [...MEMBERS];
  if (code === 'invalid_request') expected.push('errors');
  if (code === 'insufficient_credits' && problem.autoTopUpPending === true) {
    expected.push('autoTopUpPending');
  }
  if (code === 'approval_required') expected.push('approvalId');
  const is = (holds: boolean, fault: string) => (holds ? [] : [fault]);
  return [
    ...is(codes.includes(code) || isOnNoRoute(problem), `the code ${code} is not documented`),
    ...is(Object.keys(problem).join() === expected.join(), 'it has other members'),
    ...is(known.status === statusCode && known.title === title, 'status or title is wrong'),
    ...is(status === statusCode, 'the status of the body is another'),
    ...is(type.endsWith(`/docs/errors/${code}`), `the type is ${type}`),
    ...is(detail !== '' && detail === message, 'detail and message differ'),
    ...is(!INSIDES.test(body), 'it shows our insides'),
    ...is(requestId === headers['x-request-id'], 'the request ids differ'),
    ...is(rest.instance.startsWith('/') && !rest.instance.includes('?'), 'the instance is wrong'),
    ...is(code !== 'invalid_request' || isListed(errors), 'it does not say what is invalid'),
    ...is(!WAITING.includes(code) || Number(headers['retry-after']) > 0, 'it has no Retry-After'),
  ];
}

function isListed(errors: Problem['errors']): boolean {
  if (!errors || errors.length === 0) return false;
  return errors.every(
    (part) =>
      Object.keys(part).join() === 'path,message' &&
      (part.path === '' || part.path.startsWith('/')) &&
      part.message !== '',
  );
}

function successFaults(
  { headers, body, statusCode }: Answer,
  types: Record<string, (value: unknown) => string | undefined>,
): string[] {
  if (Object.keys(types).length === 0) return body === '' ? [] : [`a ${statusCode} has a body`];
  const [type = ''] = String(headers['content-type']).split(';');
  const check = types[type];
  if (!check) return [`the media type ${type} is not documented`];
  const fault = check(type === 'application/json' ? JSON.parse(body) : body);
  return fault === undefined ? [] : [fault];
}
