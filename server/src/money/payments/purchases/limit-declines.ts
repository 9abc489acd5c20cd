import { Refusal } from '../../../kernel/refusal.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { countSetupDeclines } from '../methods/setup-store.ts';
import { countDeclines, type Declines } from './purchase-store.ts';

/** Declines reveal which stolen cards work, so the declines within an hour are limited. */
const MAX_DECLINES_BY_CARD = 5;
const MAX_DECLINES_BY_ACCOUNT = 10;
const HOUR_SECONDS = 3_600;

type ChargedCard = { accountId: string; cardId: string };

/** Throws `rate_limited` if too many charges or forms were declined within the last hour. */
export async function refuseManyDeclines(db: Queryable, charged: ChargedCard): Promise<void> {
  const declines = await countAllDeclines(db, charged);
  if (isOver(declines)) throw tooManyDeclines(declines.retryAfterSeconds);
}

/** Returns the same for a charge that is about to be made; several may have started at once. */
export async function hasManyDeclines(db: Queryable, charged: ChargedCard): Promise<boolean> {
  return isOver(await countAllDeclines(db, charged));
}

/** Throws `rate_limited` if the account may not open another form for a card. */
export async function refuseManyForms(db: Queryable, accountId: string): Promise<void> {
  const { byAccount, retryAfterSeconds } = await countAllDeclines(db, { accountId, cardId: null });
  if (byAccount >= MAX_DECLINES_BY_ACCOUNT) throw tooManyDeclines(retryAfterSeconds);
}

async function countAllDeclines(
  db: Queryable,
  { accountId, cardId }: { accountId: string; cardId: string | null },
): Promise<Declines> {
  const charges = await countDeclines(db, { accountId, cardId });
  const byForms = await countSetupDeclines(db, accountId);
  const retryAfterSeconds = charges.retryAfterSeconds || HOUR_SECONDS;
  return { ...charges, byAccount: charges.byAccount + byForms, retryAfterSeconds };
}

function isOver({ byAccount, byCard }: Declines): boolean {
  return byAccount >= MAX_DECLINES_BY_ACCOUNT || byCard >= MAX_DECLINES_BY_CARD;
}

function tooManyDeclines(retryAfterSeconds: number): Refusal {
  const detail =
    'Too many card payments were declined within the last hour. Pay by bank transfer, or wait.';
  return new Refusal('rate_limited', detail, { retryAfterSeconds });
}
