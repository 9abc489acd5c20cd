import { randomBytes, randomInt } from 'node:crypto';
import { addStock, type Es2Plus } from '../../connectivity/carriers/index.ts';
import type { Database } from '../../platform/db/database.ts';
import {
  afterCancellation,
  afterConfirmation,
  afterDownload,
  afterRelease,
  type StockStep,
} from './next-stock-step.ts';
import type { ProfileType } from './profile-type.ts';
import type { Smdp } from './smdp.ts';
import { type LeasedStockOrder, stockReference } from './stock-order.ts';
import {
  lockHeld,
  markCalling,
  postponeQueued,
  updateAhead,
  updateEnded,
} from './stock-order-store.ts';

export type WorkParts = {
  db: Database;
  es2: Es2Plus;
  smdp: Pick<Smdp, 'name' | 'url' | 'releasesApart' | 'smdpAddress'>;
  types: ReadonlyMap<string, ProfileType>;
};

const MATCHING_ID_BYTES = 16;
/** An SM-DP+ takes few wrong ones, so that these are enough and can be typed. */
const CODE_DIGITS = 6;
const STOCKED = { state: 'STOCKED', reason: null, detail: null } as const;
const KNOWN_ICCID = {
  state: 'REFUSED',
  reason: 'esim_recycled',
  detail: 'Another eSIM has its ICCID.',
} as const;
const NO_ANSWER = 'The answer was lost, and the ICCID with it.';

/**
 * Does the next step of a leased order: marks it, calls the SM-DP+, and writes what became of it.
 * Each step ends in a committed state from which any worker can go on.
 */
export async function workStockOrder(parts: WorkParts, leased: LeasedStockOrder): Promise<void> {
  const { iccid, state } = leased;
  if (state === 'ORDERING' && iccid === null) {
    const asks = { inMs: null, asks: true, reason: null, detail: NO_ANSWER };
    await updateAhead(parts.db, leased, { ...leased, ...asks });
    return;
  }
  const call = nextCall(parts, leased);
  const { db } = parts;
  const { matchingId, confirmationCode } = call;
  const order = { ...leased, attempts: leased.attempts + 1, matchingId, confirmationCode };
  if (await markCalling(db, leased, call)) await settle(parts, order, await call.send(order));
}

type Call = {
  /** Committed before the call. */
  state: LeasedStockOrder['state'];
  matchingId: string | null;
  confirmationCode: string | null;
  send(order: LeasedStockOrder): Promise<StockStep>;
};

function nextCall({ es2, smdp, types }: WorkParts, leased: LeasedStockOrder): Call {
  const { state, matchingId, confirmationCode } = leased;
  const kept = { matchingId, confirmationCode };
  const reference = stockReference(leased);
  const iccid = leased.iccid ?? '';
  switch (state) {
    case 'QUEUED':
    case 'ORDERING': {
      const profileType = types.get(leased.carrier)?.profileType ?? '';
      const wanted = leased.iccid === null ? { profileType } : { iccid };
      const send = async (order: LeasedStockOrder) => {
        const end = await es2.downloadOrder({ reference, ...wanted });
        return afterDownload({ order, isRepeat: state === 'ORDERING', end });
      };
      return { state: 'ORDERING', ...kept, send };
    }
    case 'ORDERED':
    case 'CONFIRMING': {
      const isRepeat = state === 'CONFIRMING' && matchingId !== null;
      const hasCode = types.get(leased.carrier)?.confirmationCodes === true;
      const asked = isRepeat
        ? { matchingId, confirmationCode }
        : { matchingId: newMatchingId(), confirmationCode: hasCode ? newConfirmationCode() : null };
      const { releasesApart } = smdp;
      const smdpAddress = smdp.smdpAddress ?? new URL(smdp.url).hostname;
      const send = async (order: LeasedStockOrder) => {
        const confirmation = { ...asked, releases: !releasesApart };
        const end = await es2.confirmOrder({ reference, iccid, ...confirmation });
        return afterConfirmation({ order, isRepeat, end }, { releasesApart, smdpAddress });
      };
      return { state: 'CONFIRMING', ...asked, send };
    }
    case 'CONFIRMED':
    case 'RELEASING': {
      const send = async (order: LeasedStockOrder) => {
        const end = await es2.releaseProfile({ reference, iccid });
        return afterRelease({ order, isRepeat: state === 'RELEASING', end });
      };
      return { state: 'RELEASING', ...kept, send };
    }
    default: {
      const send = async (order: LeasedStockOrder) => {
        const end = await es2.cancelOrder({ reference, iccid, status: 'Available' });
        return afterCancellation({ order, isRepeat: true, end });
      };
      return { state: 'CANCELLING', ...kept, send };
    }
  }
}

/** Returns 128 random bits in letters that SGP.22 allows. */
function newMatchingId(): string {
  return randomBytes(MATCHING_ID_BYTES).toString('hex').toUpperCase();
}

function newConfirmationCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

async function settle(
  { db, smdp }: WorkParts,
  order: LeasedStockOrder,
  step: StockStep,
): Promise<void> {
  const { carrier, batchId, iccid, matchingId, smdpAddress, confirmationCode } = order;
  const known = { iccid, matchingId, smdpAddress };
  if (step.step === 'ahead') {
    const isKept = await updateAhead(db, order, step);
    const { inMs, reason, detail } = step;
    if (isKept && step.pausesType && inMs !== null) {
      await postponeQueued(db, { carrier, inMs, reason, detail });
    }
    return;
  }
  await db.transaction(async (tx) => {
    if (step.step === 'refused') {
      const { reason, detail } = step;
      await updateEnded(tx, order, { ...known, state: 'REFUSED', reason, detail });
      return;
    }
    if (!(await lockHeld(tx, order))) return;
    const { step: _, ...code } = step;
    const profile = { ...code, imsi: null, smdpOid: null, confirmationCode, apn: null };
    const by = { batchId, importedByName: `SM-DP+ ${smdp.name}` };
    const isNew = await addStock(tx, { carrier, profile, ...by });
    await updateEnded(tx, order, { ...code, ...(isNew ? STOCKED : KNOWN_ICCID) });
  });
}
