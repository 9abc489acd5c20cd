import { readFreeCounts } from '../../connectivity/carriers/index.ts';
import { audit } from '../../kernel/context.ts';
import type { Database, Queryable, Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { mailOperators } from './mail-operators.ts';
import {
  clearWarning,
  markWarned,
  selectThresholds,
  upsertThreshold,
} from './stock-threshold-store.ts';

/** The free profiles of a carrier; `lowBelow` is null without a threshold. */
export type CarrierStock = {
  carrier: string;
  free: number;
  lowBelow: number | null;
  isLow: boolean;
};

/** Returns the stock of every carrier that has profiles or a threshold, by name. */
export async function readProfileStock(db: Queryable): Promise<CarrierStock[]> {
  const free = new Map((await readFreeCounts(db)).map((row) => [row.carrier, row.free]));
  const lowBelow = new Map((await selectThresholds(db)).map((row) => [row.carrier, row.lowBelow]));
  const carriers = [...new Set([...free.keys(), ...lowBelow.keys()])].sort();
  return carriers.map((carrier) => toStock(carrier, free.get(carrier), lowBelow.get(carrier)));
}

function toStock(carrier: string, free = 0, lowBelow?: number): CarrierStock {
  const isLow = lowBelow !== undefined && free < lowBelow;
  return { carrier, free, lowBelow: lowBelow ?? null, isLow };
}

/** Sets the low-stock threshold of a carrier. */
export async function setThreshold(
  scope: Scope,
  threshold: { carrier: string; lowBelow: number },
): Promise<CarrierStock[]> {
  await upsertThreshold(scope.db, threshold);
  const { carrier, lowBelow } = threshold;
  const action = 'profile_stock.threshold_changed';
  audit(scope, { action, target: carrier, before: null, after: { lowBelow } });
  return readProfileStock(scope.db);
}

/**
 * Mails the operators about every stock that has become low, once until it is filled up. Returns
 * the carriers that it warned about.
 */
export async function warnOfLowStock(db: Database, now: Date): Promise<string[]> {
  const warned: string[] = [];
  for (const stock of await readProfileStock(db)) {
    const isNews = await db.transaction((tx) => warnOf(tx, stock, now));
    if (isNews) warned.push(stock.carrier);
  }
  return warned;
}

async function warnOf(tx: Tx, { carrier, free, lowBelow, isLow }: CarrierStock, at: Date) {
  if (!isLow) await clearWarning(tx, carrier);
  if (!isLow || !(await markWarned(tx, { carrier, at }))) return false;
  await mailOperators(tx, {
    kind: 'low-profile-stock',
    onceKey: `${carrier} ${at.toISOString()}`,
    contents: {
      en: {
        subject: `Few eSIM profiles left: ${carrier}`,
        paragraphs: [`${carrier} has ${free} free profiles left; the threshold is ${lowBelow}.`],
      },
      de: {
        subject: `Wenige eSIM-Profile übrig: ${carrier}`,
        paragraphs: [`${carrier} hat noch ${free} freie Profile; die Schwelle ist ${lowBelow}.`],
      },
    },
  });
  return true;
}
