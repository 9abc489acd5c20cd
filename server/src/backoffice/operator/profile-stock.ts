import {
  countImportedSince,
  estimateFreeCounts,
  readFreeCounts,
} from '../../connectivity/carriers/index.ts';
import { audit } from '../../kernel/context.ts';
import type { Database, Queryable, Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { mailOperators } from './mail-operators.ts';
import { selectStockDays, upsertStockDay } from './stock-day-store.ts';
import { PACE_DAYS, paceOf, type StockDay, type StockPace } from './stock-pace.ts';
import {
  clearWarning,
  markWarned,
  selectThresholds,
  upsertThreshold,
} from './stock-threshold-store.ts';

/** The free profiles of a carrier; `alertThreshold` is null without a threshold. */
type CarrierStock = {
  carrier: string;
  free: number;
  alertThreshold: number | null;
  isLow: boolean;
};

/** The stock with what is known of its use: the days of the last month, the earliest first. */
type PacedStock = CarrierStock & StockPace & { days: StockDay[] };

const DAY_MS = 86_400_000;
const SHOWN_DAYS = 30;

/** Returns the stock of every carrier and how long it lasts, by name. */
export async function readPacedStock(db: Queryable, now: Date): Promise<PacedStock[]> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const kept = await selectStockDays(db, before(SHOWN_DAYS));
  const since = before(PACE_DAYS);
  const paced = since.toISOString().slice(0, 10);
  const imported = await countImportedSince(db, since);
  // Counting millions takes seconds; a page can do with an estimate above 10,000.
  return (await readStock(db, estimateFreeCounts)).map((stock) => {
    const isOwn = ({ carrier }: { carrier: string }) => carrier === stock.carrier;
    const days = kept.filter(isOwn).map(({ day, free }) => ({ day, free }));
    const recent = days.filter(({ day }) => day >= paced);
    const known = { days: recent, imported: imported.filter(isOwn), now };
    return { ...stock, ...paceOf(stock.free, known), days };
  });
}

/** Returns the stock of every carrier that has profiles or a threshold, by name. */
async function readStock(
  db: Queryable,
  readCounts: typeof readFreeCounts = readFreeCounts,
): Promise<CarrierStock[]> {
  const free = new Map((await readCounts(db)).map((row) => [row.carrier, row.free]));
  const alertThreshold = new Map(
    (await selectThresholds(db)).map((row) => [row.carrier, row.alertThreshold]),
  );
  const carriers = [...new Set([...free.keys(), ...alertThreshold.keys()])].sort();
  return carriers.map((carrier) =>
    toStock(carrier, free.get(carrier), alertThreshold.get(carrier)),
  );
}

function toStock(carrier: string, free = 0, alertThreshold?: number): CarrierStock {
  const isLow = alertThreshold !== undefined && free < alertThreshold;
  return { carrier, free, alertThreshold: alertThreshold ?? null, isLow };
}

/** Sets the low-stock threshold of a carrier. */
export async function setThreshold(
  scope: Scope,
  threshold: { carrier: string; alertThreshold: number },
): Promise<PacedStock[]> {
  await upsertThreshold(scope.db, threshold);
  const { carrier, alertThreshold } = threshold;
  const action = 'profile_stock.threshold_changed';
  audit(scope, { action, target: carrier, before: null, after: { alertThreshold } });
  return readPacedStock(scope.db, scope.now);
}

/**
 * Keeps what is free today, and mails the operators about every stock that has become low, once
 * until it is filled up. Returns the carriers that it warned about.
 */
export async function warnOfLowStock(db: Database, now: Date): Promise<string[]> {
  const warned: string[] = [];
  for (const stock of await readStock(db)) {
    const isNews = await db.transaction(async (tx) => {
      await upsertStockDay(tx, { ...stock, at: now });
      return warnOf(tx, stock, now);
    });
    if (isNews) warned.push(stock.carrier);
  }
  return warned;
}

async function warnOf(tx: Tx, { carrier, free, alertThreshold, isLow }: CarrierStock, at: Date) {
  if (!isLow) await clearWarning(tx, carrier);
  if (!isLow || !(await markWarned(tx, { carrier, at }))) return false;
  await mailOperators(tx, {
    kind: 'low-profile-stock',
    onceKey: `${carrier} ${at.toISOString()}`,
    contents: {
      en: {
        subject: `Few eSIM profiles left: ${carrier}`,
        paragraphs: [
          `${carrier} has ${free} free profiles left; the threshold is ${alertThreshold}.`,
        ],
      },
      de: {
        subject: `Wenige eSIM-Profile übrig: ${carrier}`,
        paragraphs: [
          `${carrier} hat noch ${free} freie Profile; die Schwelle ist ${alertThreshold}.`,
        ],
      },
    },
  });
  return true;
}
