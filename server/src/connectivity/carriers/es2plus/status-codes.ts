import type { CarrierRefusal } from '../ordering/call-end.ts';

/** The subject codes of SGP.22 in words. */
const SUBJECTS: Readonly<Record<string, string>> = {
  '1.1': 'function requester',
  '1.2': 'function provider',
  '1.3': 'protocol',
  '1.6': 'function',
  '8.1': 'eUICC',
  '8.1.1': 'EID',
  '8.1.2': 'EUM certificate',
  '8.1.3': 'eUICC certificate',
  '8.2': 'profile',
  '8.2.1': 'ICCID',
  '8.2.5': 'profile type',
  '8.2.6': 'matching ID',
  '8.2.7': 'confirmation code',
  '8.2.8': 'profile policy rule',
  '8.2.9': 'profile metadata',
  '8.2.10': 'bound profile package',
  '8.8': 'SM-DP+',
  '8.8.1': 'address of the SM-DP+',
  '8.8.2': 'security configuration of the SM-DP+',
  '8.8.3': 'specification version of the SM-DP+',
  '8.8.4': 'certificate of the SM-DP+',
  '8.8.5': 'download order',
  '8.9': 'SM-DS',
  '8.10.1': 'transaction ID',
  '8.11.1': 'public key of the certificate issuer',
};

/** The reason codes of SGP.22 in words. */
const REASONS: Readonly<Record<string, string>> = {
  '1.1': 'unknown caller',
  '1.2': 'not allowed',
  '2.1': 'invalid',
  '2.2': 'missing',
  '2.3': 'missing, and needed in this case',
  '3.1': 'not supported',
  '3.3': 'already in use, or not in a state for this',
  '3.5': 'the change of state is not allowed',
  '3.7': 'unavailable',
  '3.8': 'refused',
  '3.9': 'unknown',
  '3.10': 'bound to another one',
  '3.11': 'the value has changed',
  '4.1': 'time to live expired',
  '4.2': 'execution error',
  '4.3': 'stopped on a warning',
  '4.8': 'not enough memory',
  '4.10': 'time to live expired',
  '5.1': 'not reachable',
  '6.1': 'verification failed',
  '6.3': 'expired',
  '6.4': 'too many attempts',
};

/** What single pairs mean where the words of their parts are vague. */
const PAIRS: Readonly<Record<string, string>> = {
  '8.2.1/3.3': 'ICCID: in use, not in a state for this order, or downloaded already',
  '8.2.1/3.5': 'ICCID: the profile cannot be released in its state',
  '8.2.5/3.7': 'profile type: out of stock',
  '8.2.5/3.8': 'profile type: it does not fit the ICCID',
  '8.2.6/3.3': 'matching ID: in use',
  '8.8.5/6.4': 'download order: the limit of retries is reached',
};

/** A subject and a reason, such as `8.2.1/3.9`, with what the SM-DP+ adds. */
export type StatusCode = { subject: string; reason: string; message: string | null };

/** Returns the pair of a status code, as it is compared. */
export function pairOf({ subject, reason }: StatusCode): string {
  return `${subject}/${reason}`;
}

/** Returns a status code in words; codes that nobody documented are named as they are. */
export function describeStatusCode(code: StatusCode): string {
  const pair = pairOf(code);
  const words = PAIRS[pair] ?? `${subjectWords(code.subject)}: ${reasonWords(code.reason)}`;
  const message = code.message === null ? '' : ` (${code.message.slice(0, 200)})`;
  return `${pair} ${words}${message}`;
}

function subjectWords(subject: string): string {
  const known = SUBJECTS[subject] ?? (subject.startsWith('1.3.') ? SUBJECTS['1.3'] : undefined);
  return known ?? 'unknown subject';
}

function reasonWords(reason: string): string {
  return REASONS[reason] ?? 'unknown reason';
}

const REFUSALS: Readonly<Record<string, CarrierRefusal>> = {
  '8.2.1/3.9': 'not_found',
  '8.2.5/3.7': 'out_of_stock',
  '8.2.5/3.9': 'no_such_item',
  '8.2.5/1.2': 'not_allowed',
};

/** Returns our code for a refusal of an SM-DP+. */
export function refusalOf(code: StatusCode): CarrierRefusal {
  const known = REFUSALS[pairOf(code)];
  if (known) return known;
  const { subject, reason } = code;
  if (/^1\.[12]$/.test(subject) || reason === '1.1') return 'misconfigured';
  if (reason === '1.2') return 'not_allowed';
  return reason === '5.1' ? 'maintenance' : 'rejected';
}
