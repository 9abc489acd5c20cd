/** Why a webhook endpoint receives nothing, from the words that its attempts left. */
export type Cause =
  | 'certificate_expired'
  | 'certificate'
  | 'name'
  | 'connection'
  | 'slow'
  | 'redirect'
  | 'forbidden'
  | 'not_found'
  | 'too_many'
  | 'server_error'
  | 'refused'
  | 'secret'
  | 'other';

/** The first that fits is the cause; the words are those of `platform/outgoing`. */
const SIGNS: readonly (readonly [Cause, RegExp])[] = [
  ['certificate_expired', /certificate has expired/],
  ['certificate', /certificate|TLS connection/],
  ['name', /DNS|look-up of the name/],
  ['connection', /refuses connections|no way to the server|closed the connection/],
  ['slow', /took longer/],
  ['redirect', /redirect/],
  ['forbidden', /answered 40[13]\b/],
  ['not_found', /answered (404|410)\b/],
  ['too_many', /answered 429\b/],
  ['server_error', /answered 5\d\d\b/],
  ['refused', /answered \d/],
  ['secret', /secret of this endpoint/],
];

/** Returns the cause that an error of an attempt names. */
export function causeOf(error: string | null): Cause {
  const [cause = 'other' as const] = SIGNS.find(([, sign]) => sign.test(error ?? '')) ?? [];
  return cause;
}
