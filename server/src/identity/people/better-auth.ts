import { isIP } from 'node:net';
import type { PasskeyOptions } from '@better-auth/passkey';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { SESSION_LIFETIME_SECONDS } from './add-member.ts';
import { LOCK_MS, MAX_GUESSES } from './attempts.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './person.ts';
import type { SessionCookies } from './session-cookie.ts';

/** The header in which the library finds the address that a session is opened from. */
export const ADDRESS_HEADER = 'x-gigastore-address';
/** A second factor is asked for within this time after the password. */
const SECOND_FACTOR_SECONDS = 600;

export type AuthParts = {
  db: Pick<Database, 'pool'>;
  cookies: SessionCookies;
  publicUrl: string;
  /** The origins of our own pages, on which passkeys are used. */
  origins: readonly string[];
};

export type Auth = Awaited<ReturnType<typeof openAuth>>;

/**
 * The library that checks passwords, codes and passkeys and opens sessions, on our tables. It is
 * loaded by the first who needs it, because that takes as long as the rest of the start.
 */
export async function openAuth({ db, cookies, publicUrl, origins }: AuthParts) {
  const [{ betterAuth }, { twoFactor }, { passkey }] = await Promise.all([
    import('better-auth'),
    import('better-auth/plugins/two-factor'),
    import('@better-auth/passkey'),
  ]);
  return betterAuth({
    appName: 'Gigastore',
    baseURL: new URL(publicUrl).origin,
    basePath: '/auth',
    secrets: cookies.secrets,
    database: db.pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    trustedOrigins: [...origins],
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    ...TABLES,
    advanced: {
      cookiePrefix: cookies.prefix,
      useSecureCookies: cookies.isSecure,
      cookies: { session_token: { name: `${cookies.prefix}.session` } },
      database: { generateId: () => newId(), validateSchema: false },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [twoFactor(SECOND_FACTORS), passkey(passkeysFor(publicUrl, origins))],
  });
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' };

const TABLES = {
  user: {
    modelName: 'people',
    fields: { ...TIMES, emailVerified: 'email_verified' },
  },
  account: {
    modelName: 'sign_in_methods',
    fields: { ...TIMES, accountId: 'subject', providerId: 'provider', userId: 'person_id' },
  },
  session: {
    modelName: 'sessions',
    fields: {
      ...TIMES,
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
    expiresIn: SESSION_LIFETIME_SECONDS,
    disableSessionRefresh: true,
  },
  verification: {
    modelName: 'sign_in_challenges',
    fields: { ...TIMES, expiresAt: 'expires_at' },
    storeIdentifier: 'hashed',
  },
} as const;

const SECOND_FACTORS = {
  issuer: 'Gigastore',
  twoFactorCookieMaxAge: SECOND_FACTOR_SECONDS,
  accountLockout: { maxFailedAttempts: MAX_GUESSES, durationSeconds: LOCK_MS / 1000 },
  schema: {
    user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
    twoFactor: {
      modelName: 'second_factors',
      fields: {
        userId: 'person_id',
        backupCodes: 'recovery_codes',
        failedVerificationCount: 'failed_attempts',
        lockedUntil: 'locked_until',
      },
    },
  },
};

function passkeysFor(publicUrl: string, origins: readonly string[]): PasskeyOptions {
  const { hostname } = new URL(publicUrl);
  return {
    rpName: 'Gigastore',
    // No browser takes a number for the name of a site.
    rpID: isIP(hostname.replace(/[[\]]/g, '')) ? 'localhost' : hostname,
    origin: [...origins],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    // A passkey stands for both factors, so the device must have asked who holds it.
    registration: {
      afterVerification: ({ verification }) => {
        requireUserVerified(verification.registrationInfo?.userVerified);
      },
    },
    authentication: {
      afterVerification: ({ verification }) => {
        requireUserVerified(verification.authenticationInfo.userVerified);
      },
    },
    advanced: { webAuthnChallengeCookie: 'passkey' },
    schema: {
      passkey: {
        modelName: 'passkeys',
        fields: {
          userId: 'person_id',
          publicKey: 'public_key',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  };
}

function requireUserVerified(isVerified: boolean | undefined): void {
  if (!isVerified) throw new Error('the device has not asked who holds it');
}
