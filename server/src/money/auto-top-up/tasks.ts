import type { Tasks } from '../../platform/jobs/index.ts';
import { CREDITS_FELL_TASK, type CreditsFell } from '../credits/index.ts';
import { alertLowCredits } from './alert-low-credits.ts';
import { SWEEP_TASK, TOP_UP_TASK } from './queue.ts';
import {
  selectRecovered,
  selectTopUpsDue,
  selectUnalerted,
  selectUnhandledDeclines,
} from './sweep-store.ts';
import { type TopUpParts, topUpCredits } from './top-up.ts';

export { SWEEP_TASK };

const ACCOUNTS_A_READ = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export type AutoTopUpParts = TopUpParts & {
  /** Called for an account whose work failed; the next sweep tries again. */
  onError: (error: unknown, accountId: string) => void;
};

/** Returns the jobs for accounts whose credits are low. */
export function createAutoTopUpTasks(parts: AutoTopUpParts): Tasks {
  return {
    async [CREDITS_FELL_TASK](payload) {
      const { accountId, mark, sequence } = payload as CreditsFell;
      if (mark === 'top_up') return topUpCredits(parts, accountId);
      return alertLowCredits(parts, { accountId, crossing: BigInt(sequence) });
    },
    [TOP_UP_TASK]: (payload) => topUpCredits(parts, (payload as { accountId: string }).accountId),
    [SWEEP_TASK]: () => sweepCredits(parts),
  };
}

/** Does the work whose job was lost: alerts, declined attempts, and top-ups that are due. */
export async function sweepCredits(parts: AutoTopUpParts): Promise<void> {
  const { db } = parts;
  const alert = (accountId: string) => alertLowCredits(parts, { accountId, crossing: 0n });
  await forEach(parts, (page) => selectRecovered(db, page), alert);
  await forEach(parts, (page) => selectUnalerted(db, page), alert);
  const topUp = (accountId: string) => topUpCredits(parts, accountId);
  const realNow = parts.realNow();
  await forEach(parts, (page) => selectUnhandledDeclines(db, page), topUp);
  await forEach(parts, (page) => selectTopUpsDue(db, { ...page, realNow }), topUp);
}

type Page = { after: string; limit: number };

async function forEach(
  { onError }: AutoTopUpParts,
  read: (page: Page) => Promise<{ accountId: string }[]>,
  work: (accountId: string) => Promise<void>,
): Promise<void> {
  for (let after: string | undefined = BEFORE_ALL; after !== undefined; ) {
    const accounts = await read({ after, limit: ACCOUNTS_A_READ });
    for (const { accountId } of accounts) {
      await work(accountId).catch((error: unknown) => onError(error, accountId));
    }
    after = accounts.length < ACCOUNTS_A_READ ? undefined : accounts.at(-1)?.accountId;
  }
}
