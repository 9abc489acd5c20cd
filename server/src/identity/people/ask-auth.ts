import { Refusal } from '../../kernel/refusal.ts';
import { asRefusal } from '../../platform/db/failures.ts';
import { LOCK_MS } from './attempts.ts';
import { ADDRESS_HEADER, type Auth } from './better-auth.ts';
import type { People } from './people.ts';
import type { Visit } from './sessions.ts';

/** What the library answered, and the cookies that it sets. */
export type Outcome<Answer> = { answer: Answer; cookies: string[] };

type Given = { headers: Headers; returnHeaders: true };
type Call<Answer> = (
  api: Auth['api'],
  given: Given,
) => Promise<{ headers: Headers | null; response: Answer }>;

/**
 * Asks the library in the name of a visitor. Refuses `sign_in_failed`, `email_not_verified`,
 * `rate_limited`, `forbidden`, `invalid_state`, `invalid_request` for what it refuses.
 */
export async function askAuth<Answer>(
  people: Pick<People, 'auth' | 'cookies'>,
  visit: Visit,
  call: Call<Answer>,
): Promise<Outcome<Answer>> {
  const { api } = await people.auth();
  try {
    const given: Given = { headers: headersOf(visit), returnHeaders: true };
    const { headers, response } = await call(api, given);
    return { answer: response, cookies: headers?.getSetCookie() ?? [] };
  } catch (error) {
    throw toRefusal(error);
  }
}

/** A visit without its session: what is asked is who signs in, not who has. */
export function withoutSession(people: Pick<People, 'cookies'>, visit: Visit): Visit {
  const pairs = (visit.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const others = pairs.filter((pair) => !pair.startsWith(`${people.cookies.name}=`));
  return { ...visit, headers: { ...visit.headers, cookie: others.join('; ') } };
}

function headersOf({ headers, remoteAddress }: Visit): Headers {
  const given = new Headers({ [ADDRESS_HEADER]: remoteAddress });
  for (const name of ['cookie', 'origin', 'user-agent'] as const) {
    const value = headers[name];
    if (value !== undefined) given.set(name, value.slice(0, MAX_HEADER_LENGTH[name]));
  }
  return given;
}

/** The user agent is kept, and shown with the session. */
const MAX_HEADER_LENGTH = { cookie: 16_384, origin: 1_024, 'user-agent': 512 };

type ApiError = { statusCode: number; body?: { code?: string; message?: string } };

function toRefusal(error: unknown): unknown {
  if (!isApiError(error)) return asRefusal(deepest(error));
  const { statusCode, body: { code = '', message = '' } = {} } = error;
  const known = REFUSALS[code];
  if (known) return known();
  if (statusCode === 401) return notSignedIn('That did not work. Please start again.');
  if (statusCode >= 500) return asRefusal(deepest(error));
  return new Refusal('invalid_request', message || 'This cannot be done.', {
    errors: [{ path: '', message: message || 'cannot be done' }],
  });
}

const REFUSALS: Record<string, () => Refusal> = {
  INVALID_EMAIL: wrongPassword,
  INVALID_EMAIL_OR_PASSWORD: wrongPassword,
  PASSWORD_TOO_LONG: wrongPassword,
  INVALID_PASSWORD: () => notSignedIn('The password is wrong.'),
  EMAIL_NOT_VERIFIED: () =>
    new Refusal(
      'email_not_verified',
      'Please confirm your e-mail address by the link in the mail.',
    ),
  INVALID_CODE: wrongCode,
  INVALID_BACKUP_CODE: wrongCode,
  INVALID_TWO_FACTOR_COOKIE: startAgain,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: startAgain,
  ACCOUNT_TEMPORARILY_LOCKED: () =>
    new Refusal('rate_limited', 'Too many wrong codes. Please wait and try again.', {
      retryAfterSeconds: LOCK_SECONDS,
    }),
  TOTP_NOT_ENABLED: noSecondFactor,
  BACKUP_CODES_NOT_ENABLED: noSecondFactor,
  TOTP_ALREADY_ENABLED: () =>
    new Refusal('invalid_state', 'There is a second factor already; switch it off first.'),
  SESSION_NOT_FRESH: () =>
    new Refusal('forbidden', 'You signed in long ago. Sign in again, then add the passkey.'),
  CHALLENGE_NOT_FOUND: startAgain,
  AUTHENTICATION_FAILED: wrongPasskey,
  PASSKEY_NOT_FOUND: wrongPasskey,
  FAILED_TO_VERIFY_REGISTRATION: wrongPasskey,
};
const LOCK_SECONDS = LOCK_MS / 1000;

function wrongPassword(): Refusal {
  return notSignedIn('The e-mail address or the password is wrong.');
}

function wrongCode(): Refusal {
  return notSignedIn('The code is wrong, or was used before.');
}

function wrongPasskey(): Refusal {
  return notSignedIn('The passkey was not accepted.');
}

function startAgain(): Refusal {
  return notSignedIn('This took too long, or too many tries. Start again.');
}

function noSecondFactor(): Refusal {
  return new Refusal('invalid_state', 'There is no second factor.');
}

/** Also where we check a password ourselves. */
export function notSignedIn(detail: string): Refusal {
  return new Refusal('sign_in_failed', detail);
}

function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'APIError' && 'statusCode' in error;
}

/** The library may wrap what the database said. */
function deepest(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? deepest(error.cause) : error;
}
