import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import {
  type Attempt,
  type AttemptKind,
  countAttempt,
  deleteAttempts,
  uncountAttempt,
} from './attempt-store.ts';

/** Wrong passwords for one address, wrong codes for one person, before both are locked. */
export const MAX_GUESSES = 10;
export const LOCK_MS = 15 * 60_000;
/** Failures from one network (an IPv4 address, an IPv6 /64) in the same time. */
export const MAX_GUESSES_OF_IP = 100;
/** The most requested emails that are sent to one address in an hour. */
export const MAX_MAILS = 5;
/** The most emails that one network can request in an hour. */
const MAX_MAILS_OF_IP = 50;
/** The most emails to strangers that one organization can request in an hour. */
const MAX_MAILS_OF_ORGANIZATION = 50;
const MAIL_WINDOW_MS = 60 * 60_000;

/** Who guesses; `deviceId` when this browser has signed in with the address before. */
type Guesser = {
  email?: string | undefined;
  deviceId?: string | undefined;
  remoteAddress: string;
};

/**
 * Counts failures and emails in the database, shared by all processes, under keyed hashes.
 * Addresses without a person are counted too. Each try is counted before it is made and taken back
 * when it was right, so that many at once are no more than one after the other.
 */
export type Attempts = {
  /**
   * Counts an attempt before a password, a code or a link is checked. Returns whether one more
   * failure locks the address. Throws `rate_limited`.
   */
  beginGuess(who: Guesser): Promise<{ isLast: boolean }>;
  /** Clears the failures of the address after a correct attempt. */
  endGuess(who: Guesser): Promise<void>;
  /**
   * Counts a mail before it is sent. Returns false if the address had enough mails. Throws
   * `rate_limited`.
   */
  beginMail(who: { email: string; remoteAddress: string }): Promise<boolean>;
  /**
   * Before a mail to a stranger in the name of an organization. It counts in the transaction of the
   * mail: a connection of its own beside that would starve the pool. Throws `rate_limited`.
   */
  beginMailOf(tx: Tx, who: { organizationId: string; email: string }): Promise<void>;
};

type Parts = {
  db: Queryable;
  secret: string;
  /** Off: addresses are still locked, networks may ask as often as they like. */
  isRateLimited: boolean;
  clock: () => number;
};

export function createAttempts({ db, secret, isRateLimited, clock }: Parts): Attempts {
  const attemptOf = (kind: AttemptKind, subject: string): Attempt => ({
    kind,
    subjectHash: createHmac('sha256', secret).update(`${kind}:${subject}`).digest(),
  });
  const count = async (kind: AttemptKind, subject: string, limit: Limit, on: Queryable = db) => {
    const now = clock();
    const within = { most: limit.most, now: new Date(now), until: new Date(now + limit.ms) };
    const counted = await countAttempt(on, attemptOf(kind, subject), within);
    const number = counted?.count ?? 1;
    const waitMs = (counted?.until.getTime() ?? now) - now;
    return { number, waitSeconds: number > limit.most ? Math.ceil(waitMs / 1000) : 0 };
  };
  const refuseIfTooMany: typeof count = async (kind, subject, limit, on) => {
    const counted = await count(kind, subject, limit, on);
    const { waitSeconds } = counted;
    if (waitSeconds > 0) throw tooMany(waitSeconds);
    return counted;
  };

  return {
    async beginGuess(who) {
      const { email, remoteAddress } = who;
      if (isFromNetwork(who) && isRateLimited) {
        await refuseIfTooMany('password_ip', networkOf(remoteAddress), GUESSES_OF_IP);
      }
      if (email === undefined) return { isLast: false };
      const [kind, subject] = counterOf(who, email);
      const { number } = await refuseIfTooMany(kind, subject, GUESSES);
      return { isLast: number === GUESSES.most };
    },
    async endGuess(who) {
      const { email, remoteAddress } = who;
      if (isFromNetwork(who) && isRateLimited) {
        await uncountAttempt(db, attemptOf('password_ip', networkOf(remoteAddress)));
      }
      if (email !== undefined) await deleteAttempts(db, attemptOf(...counterOf(who, email)));
    },
    async beginMail({ email, remoteAddress }) {
      if (isRateLimited) await refuseIfTooMany('mail_ip', networkOf(remoteAddress), MAILS_OF_IP);
      return (await count('mail', email, MAILS)).waitSeconds === 0;
    },
    async beginMailOf(tx, { organizationId, email }) {
      await refuseIfTooMany('mail_organization', organizationId, MAILS_OF_ORGANIZATION, tx);
      await refuseIfTooMany('mail', email, MAILS, tx);
    },
  };
}

type Limit = { most: number; ms: number };

const GUESSES: Limit = { most: MAX_GUESSES, ms: LOCK_MS };
const GUESSES_OF_IP: Limit = { most: MAX_GUESSES_OF_IP, ms: LOCK_MS };
const MAILS: Limit = { most: MAX_MAILS, ms: MAIL_WINDOW_MS };
const MAILS_OF_IP: Limit = { most: MAX_MAILS_OF_IP, ms: MAIL_WINDOW_MS };
const MAILS_OF_ORGANIZATION: Limit = { most: MAX_MAILS_OF_ORGANIZATION, ms: MAIL_WINDOW_MS };

/** A known device has its own counter, which strangers cannot affect. */
function counterOf({ deviceId }: Guesser, email: string): [AttemptKind, string] {
  return deviceId === undefined ? ['password', email] : ['password_device', `${deviceId}:${email}`];
}

function isFromNetwork({ deviceId }: Guesser): boolean {
  return deviceId === undefined;
}

const IPV6_NETWORK_BITS = 64;

/** One customer of a provider has at least a whole /64 of IPv6 addresses. */
function networkOf(remoteAddress: string): string {
  if (!ipaddr.isValid(remoteAddress)) return remoteAddress;
  const address = ipaddr.process(remoteAddress);
  if (address.kind() === 'ipv4') return address.toString();
  const cidr = `${address.toString()}/${IPV6_NETWORK_BITS}`;
  return ipaddr.IPv6.networkAddressFromCIDR(cidr).toString();
}

export function tooMany(retryAfterSeconds: number): Refusal {
  const detail = 'Too many attempts. Please wait and try again.';
  return new Refusal('rate_limited', detail, { retryAfterSeconds });
}
