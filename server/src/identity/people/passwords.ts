import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';

/** 16 MiB and a quarter of a second of CPU each, as in all stored hashes. */
const COST = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 64;
const SALT_BYTES = 16;

/** Node hashes on four threads, which new database connections need too (SCRAM). */
export const MAX_HASHING = 2;
/** About two seconds of work; further requests are refused at once. */
export const MAX_WAITING = 16;

/** Hashes passwords, a few at a time. One for each process. */
export type Passwords = {
  /** Returns the password's hash for storage. Throws `service_unavailable` when too many wait. */
  hash(password: string): Promise<string>;
  /** Returns whether a password has this hash. Throws `service_unavailable` when too many wait. */
  matches(password: string, hash: string): Promise<boolean>;
  /** Runs other work that hashes, within the same limits. */
  run<T>(work: () => Promise<T>): Promise<T>;
};

export function createPasswords(cost: ScryptOptions = COST): Passwords {
  const run = createGate();
  return {
    run,
    hash: (password) =>
      run(async () => {
        const salt = randomBytes(SALT_BYTES).toString('hex');
        return `${salt}:${(await derive(password, salt, cost)).toString('hex')}`;
      }),
    matches: (password, hash) =>
      run(async () => {
        const [salt = '', key = ''] = hash.split(':');
        const [expected, derived] = [Buffer.from(key, 'hex'), await derive(password, salt, cost)];
        return expected.length === derived.length && timingSafeEqual(expected, derived);
      }),
  };
}

/** Normalizes by NFKC, so that a password typed on another keyboard stays the same. */
function derive(password: string, salt: string, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, cost, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function createGate(): Passwords['run'] {
  let hashing = 0;
  const waiting: (() => void)[] = [];

  return async (work) => {
    if (hashing < MAX_HASHING) hashing += 1;
    else if (waiting.length < MAX_WAITING) await new Promise<void>((turn) => waiting.push(turn));
    else throw tooBusy();
    try {
      return await work();
    } finally {
      // Passes the slot to a waiting caller, so that later callers cannot overtake it.
      const next = waiting.shift();
      if (next) next();
      else hashing -= 1;
    }
  };
}

function tooBusy(): Refusal {
  const detail = 'Too many people are signing in at this moment. Try again in a few seconds.';
  return new Refusal('service_unavailable', detail, { retryAfterSeconds: 2 });
}
