import {
  type CarrierBalance,
  clearBalanceWarning,
  formatCost,
  isLow,
  markBalanceWarned,
  selectBalances,
  stopsOrders,
} from '../../commerce/routing/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { mailOperators } from './mail-operators.ts';

/**
 * Mails the operators about every account at a carrier that has become low, once until money came
 * in. Returns the carriers that it warned about.
 */
export async function warnOfLowBalances(db: Database, now: Date): Promise<string[]> {
  const warned: string[] = [];
  for (const account of await selectBalances(db)) {
    const isNews = await db.transaction((tx) => warnOf(tx, account, now));
    if (isNews) warned.push(account.carrier);
  }
  return warned;
}

async function warnOf(tx: Tx, account: CarrierBalance, at: Date): Promise<boolean> {
  const { carrier } = account;
  if (!isLow(account, at)) {
    await clearBalanceWarning(tx, carrier);
    return false;
  }
  if (!(await markBalanceWarned(tx, { carrier, at }))) return false;
  const isStopped = stopsOrders(account, { now: at });
  await mailOperators(tx, {
    kind: 'low-carrier-balance',
    onceKey: `${carrier} ${at.toISOString()}`,
    contents: {
      en: {
        subject: `Little money left at ${carrier}`,
        paragraphs: [
          describe(account, {
            known: (left) => `The balance at ${carrier} is ${left}.`,
            unknown: `${carrier} refused an order for want of funds.`,
          }),
          isStopped
            ? 'Nothing is ordered there until money comes in.'
            : 'Add funds before orders stop.',
        ],
      },
      de: {
        subject: `Wenig Guthaben bei ${carrier}`,
        paragraphs: [
          describe(account, {
            known: (left) => `Das Guthaben bei ${carrier} beträgt ${left}.`,
            unknown: `${carrier} hat eine Bestellung mangels Guthaben abgelehnt.`,
          }),
          isStopped
            ? 'Dort wird nichts bestellt, bis Geld eingeht.'
            : 'Laden Sie auf, bevor keine Bestellungen mehr möglich sind.',
        ],
      },
    },
  });
  return true;
}

function describe(
  { balance }: CarrierBalance,
  words: { known: (left: string) => string; unknown: string },
): string {
  return balance === null ? words.unknown : words.known(formatCost(balance));
}
