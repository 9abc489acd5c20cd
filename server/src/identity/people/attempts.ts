import { createHmac } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
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
/** Wrong passwords and codes from one IP address in the same time. */
export const MAX_GUESSES_OF_IP = 100;
/** Mails that one address is sent in an hour because somebody, known or not, asked for them. */
export const MAX_MAILS = 5;
/** Mails that one IP address asks for in an hour. */
export const MAX_MAILS_OF_IP = 50;
const MAIL_WINDOW_MS = 60 * 60_000;

/**
 * Who has tried how often, counted in the database, so that all processes know. An address counts
 * whether anybody has it or not. What is counted is counted before it is tried, so that many at
 * once are no more than one after the other.
 */
export type Attempts = {
  /** Before a password or a code is checked. Refuses `rate_limited`. */
  beginGuess(who: { email?: string; remoteAddress: string }): Promise<void>;
  /** After a right one: the address starts anew. */
  endGuess(who: { email?: string; remoteAddress: string }): Promise<void>;
  /** Before a mail is sent; false when the address had enough. Refuses `rate_limited`. */
  beginMail(who: { email: string; remoteAddress: string }): Promise<boolean>;
};

type Parts = {
  db: Queryable;
  secret: string;
  /** Off: addresses are still locked, IP addresses may ask as often as they like. */
  isRateLimited: boolean;
  clock: () => number;
};

export function createAttempts({ db, secret, isRateLimited, clock }: Parts): Attempts {
  const attemptOf = (kind: AttemptKind, subject: string): Attempt => ({
    kind,
    subjectHash: createHmac('sha256', secret).update(`${kind}:${subject}`).digest(),
  });
  const count = async (kind: AttemptKind, subject: string, limit: Limit) => {
    const now = clock();
    const within = { most: limit.most, now: new Date(now), until: new Date(now + limit.ms) };
    const counted = await countAttempt(db, attemptOf(kind, subject), within);
    const isTooMany = counted !== undefined && counted.count > limit.most;
    return isTooMany ? Math.ceil((counted.until.getTime() - now) / 1000) : 0;
  };
  const refuseIfTooMany = async (kind: AttemptKind, subject: string, limit: Limit) => {
    const waitSeconds = await count(kind, subject, limit);
    if (waitSeconds > 0) throw tooMany(waitSeconds);
  };

  return {
    async beginGuess({ email, remoteAddress }) {
      if (isRateLimited) await refuseIfTooMany('password_ip', remoteAddress, GUESSES_OF_IP);
      if (email !== undefined) await refuseIfTooMany('password', email, GUESSES);
    },
    async endGuess({ email, remoteAddress }) {
      if (isRateLimited) await uncountAttempt(db, attemptOf('password_ip', remoteAddress));
      if (email !== undefined) await deleteAttempts(db, attemptOf('password', email));
    },
    async beginMail({ email, remoteAddress }) {
      if (isRateLimited) await refuseIfTooMany('mail_ip', remoteAddress, MAILS_OF_IP);
      return (await count('mail', email, MAILS)) === 0;
    },
  };
}

type Limit = { most: number; ms: number };

const GUESSES: Limit = { most: MAX_GUESSES, ms: LOCK_MS };
const GUESSES_OF_IP: Limit = { most: MAX_GUESSES_OF_IP, ms: LOCK_MS };
const MAILS: Limit = { most: MAX_MAILS, ms: MAIL_WINDOW_MS };
const MAILS_OF_IP: Limit = { most: MAX_MAILS_OF_IP, ms: MAIL_WINDOW_MS };

function tooMany(retryAfterSeconds: number): Refusal {
  const detail = 'Too many attempts. Please wait and try again.';
  return new Refusal('rate_limited', detail, { retryAfterSeconds });
}
