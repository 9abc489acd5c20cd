import { groupBy } from '../../kernel/group-by.ts';
import type { Locale } from '../../kernel/locale.ts';
import { formatAmount, toPrice } from '../../kernel/money.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import {
  endPlannedPrices,
  type PlannedPrice,
  selectDuePricesForUpdate,
  selectUnnotifiedForUpdate,
  updateTold,
} from '../catalog/index.ts';
import { type PaidItem, readItemsPaidBy } from '../inventory/index.ts';
import { setPrices } from './set-prices.ts';

/**
 * Makes the planned prices that are due, a list in each transaction, in which the price and that it
 * was made commit together: whatever dies, each change happens once. Returns how many.
 */
export async function applyPlannedPrices(db: Database, now: Date): Promise<number> {
  let applied = 0;
  for (;;) {
    const made = await db.transaction((tx) => applyList(tx, now));
    if (made === 0) return applied;
    applied += made;
  }
}

async function applyList(tx: Tx, now: Date): Promise<number> {
  const due = await selectDuePricesForUpdate(tx, now);
  const [first] = due;
  if (!first) return 0;
  await setPrices({ db: tx, now }, { priceListId: first.priceListId, prices: due });
  await endPlannedPrices(tx, { ids: due.map(({ id }) => id), state: 'applied', now });
  return due.length;
}

/** Tells resellers of planned and of cancelled prices, each once. Returns how many prices. */
export async function announcePlannedPrices(db: Database, now: Date): Promise<number> {
  let told = 0;
  for (;;) {
    const announced = await db.transaction((tx) => announceList(tx, now));
    if (announced === 0) return told;
    told += announced;
  }
}

async function announceList(tx: Tx, now: Date): Promise<number> {
  const unnotified = await selectUnnotifiedForUpdate(tx);
  const [first] = unnotified;
  if (!first) return 0;
  const planOf = new Map(unnotified.map((planned) => [planned.dataPlanId, planned]));
  const dataPlanIds = [...planOf.keys()];
  const items = await readItemsPaidBy(tx, { priceListId: first.priceListId, dataPlanIds });
  for (const [accountId, own] of groupBy(items, ({ accountId }) => accountId)) {
    const drafts = own.flatMap((item) => toEvent(item, planOf.get(item.dataPlanId), now));
    await recordEvents({ db: tx, accountId }, drafts);
  }
  for (const [organizationId, own] of groupBy(items, ({ organizationId }) => organizationId)) {
    const plans = [...new Set(own.map(({ dataPlanId }) => planOf.get(dataPlanId)))];
    await mailReseller(tx, { organizationId, plans: plans.flatMap((plan) => plan ?? []) });
  }
  await updateTold(
    tx,
    unnotified.map(({ id }) => id),
  );
  return unnotified.length;
}

function toEvent(item: PaidItem, planned: PlannedPrice | undefined, now: Date) {
  if (!planned) return [];
  const body = {
    inventoryItemId: item.inventoryItemId,
    price: toPrice(planned.wholesaleMinor),
    effectiveAt: planned.effectiveAt.toISOString(),
    isCancelled: planned.state === 'cancelled',
  };
  const createdAt = new Date(now.getTime() + Number(item.clockOffsetMs));
  return [{ type: 'price.planned' as const, body, createdAt }];
}

type News = { organizationId: string; plans: readonly PlannedPrice[] };
/** The number of plans that a mail names; the catalogue has all of them. */
const MOST_NAMED = 20;

async function mailReseller(tx: Tx, { organizationId, plans }: News): Promise<void> {
  const { email: to, locale, timeZone } = await readOrganization(tx, organizationId);
  await notifyColleagues(tx, {
    about: 'account_status',
    kind: 'price-change',
    organizationId,
    company: { to, locale },
    contentIn: (language) => contentOf(language, plans, timeZone),
  });
}

function contentOf(language: Locale, plans: readonly PlannedPrice[], zone: string): MailContent {
  const words = WORDS[language];
  const format = new Intl.DateTimeFormat(language, {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: zone },
  });
  const rows = plans.slice(0, MOST_NAMED).map((plan): [string, string] => {
    const from = format.format(plan.effectiveAt);
    const price = formatAmount(plan.wholesaleMinor);
    return [
      plan.name,
      plan.state === 'cancelled' ? words.cancelled(from) : words.from(price, from),
    ];
  });
  return { subject: words.subject, paragraphs: [words.text], rows };
}

const WORDS = {
  en: {
    subject: 'Wholesale prices will change',
    text:
      'What you pay for new packages changes as follows. Packages that are sold keep their ' +
      'price. Your catalogue shows every change.',
    from: (price: string, from: string) => `${price} from ${from}`,
    cancelled: (from: string) => `The change of ${from} was cancelled`,
  },
  de: {
    subject: 'Einkaufspreise ändern sich',
    text:
      'Was Sie für neue Pakete zahlen, ändert sich wie folgt. Verkaufte Pakete behalten ihren ' +
      'Preis. Ihr Katalog zeigt jede Änderung.',
    from: (price: string, from: string) => `${price} ab ${from}`,
    cancelled: (from: string) => `Die Änderung vom ${from} ist abgesagt`,
  },
};
