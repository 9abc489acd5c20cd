import { Refusal } from '../../../kernel/refusal.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { countDeclines, type Declines } from './purchase-store.ts';

/** Declines reveal which stolen cards work, so the declines within an hour are limited. */
export const MAX_DECLINES_BY_CARD = 5;
export const MAX_DECLINES_BY_ACCOUNT = 10;

type ChargedCard = { accountId: string; cardId: string };

/** Throws `rate_limited` if too many charges were declined within the last hour. */
export async function refuseManyDeclines(db: Queryable, charged: ChargedCard): Promise<void> {
  const declines = await countDeclines(db, charged);
  if (!isOver(declines)) return;
  const detail =
    'Too many card payments were declined within the last hour. Pay by bank transfer, or wait.';
  const { retryAfterSeconds } = declines;
  throw new Refusal('rate_limited', detail, { retryAfterSeconds });
}

/** Returns the same for a charge that is about to be made; several may have started at once. */
export async function hasManyDeclines(db: Queryable, charged: ChargedCard): Promise<boolean> {
  return isOver(await countDeclines(db, charged));
}

function isOver({ byAccount, byCard }: Declines): boolean {
  return byAccount >= MAX_DECLINES_BY_ACCOUNT || byCard >= MAX_DECLINES_BY_CARD;
}
