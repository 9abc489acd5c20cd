import { Refusal } from '../../../kernel/refusal.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { countDeclines, type Declines } from './store.ts';

/** Who tries stolen cards learns by each decline; within an hour it learns no more than this. */
export const MAX_DECLINES_BY_CARD = 5;
export const MAX_DECLINES_BY_ACCOUNT = 10;

type Charged = { accountId: string; cardId: string };

/** Refuses `rate_limited` when too many charges were declined within the last hour. */
export async function refuseManyDeclines(db: Queryable, charged: Charged): Promise<void> {
  const declines = await countDeclines(db, charged);
  if (!isOver(declines)) return;
  const detail =
    'Too many card payments were declined within an hour. Pay by bank transfer, or wait.';
  const { retryAfterSeconds } = declines;
  throw new Refusal('rate_limited', detail, { retryAfterSeconds });
}

/** The same for a charge that is about to be made: several may have been asked for together. */
export async function hasManyDeclines(db: Queryable, charged: Charged): Promise<boolean> {
  return isOver(await countDeclines(db, charged));
}

function isOver({ byAccount, byCard }: Declines): boolean {
  return byAccount >= MAX_DECLINES_BY_ACCOUNT || byCard >= MAX_DECLINES_BY_CARD;
}
