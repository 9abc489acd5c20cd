import { CREDITS_FELL_TASK, type CreditsFell } from '../credits/index.ts';
import type { Database } from '../db/database.ts';
import type { Tasks } from '../jobs/index.ts';
import { alertLowCredits } from './alert-low-credits.ts';
import { selectRecovered, selectUntold } from './sweep-store.ts';

/** The scheduled job that finds what no other did. */
export const SWEEP_TASK = 'sweep-credits';
const ACCOUNTS_A_READ = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export type AutoTopUpParts = {
  db: Database;
  realNow: () => Date;
  /** Told of an account for which it could not be done; the next round tries again. */
  complain: (error: unknown, accountId: string) => void;
};

/** The jobs that look after credits that are low. */
export function createAutoTopUpTasks(parts: AutoTopUpParts): Tasks {
  return {
    async [CREDITS_FELL_TASK](payload) {
      const { accountId, mark, sequence } = payload as CreditsFell;
      if (mark !== 'alert') return;
      await alertLowCredits(parts, { accountId, crossing: BigInt(sequence) });
    },
    [SWEEP_TASK]: () => sweepCredits(parts),
  };
}

/** Finds what no job did: settings that were changed, marks that were passed unseen. */
export async function sweepCredits(parts: AutoTopUpParts): Promise<void> {
  const { db } = parts;
  const alert = (accountId: string) => alertLowCredits(parts, { accountId, crossing: 0n });
  await forEach(parts, (page) => selectRecovered(db, page), alert);
  await forEach(parts, (page) => selectUntold(db, page), alert);
}

type Page = { after: string; limit: number };

async function forEach(
  { complain }: AutoTopUpParts,
  read: (page: Page) => Promise<{ accountId: string }[]>,
  work: (accountId: string) => Promise<void>,
): Promise<void> {
  for (let after: string | undefined = BEFORE_ALL; after !== undefined; ) {
    const accounts = await read({ after, limit: ACCOUNTS_A_READ });
    for (const { accountId } of accounts) {
      await work(accountId).catch((error: unknown) => complain(error, accountId));
    }
    after = accounts.length < ACCOUNTS_A_READ ? undefined : accounts.at(-1)?.accountId;
  }
}
