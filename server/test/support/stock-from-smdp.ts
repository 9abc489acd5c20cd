import { startSimulator } from '../../simulators/simulator.ts';
import { type SmdpSupplier, smdpSupplier } from '../../simulators/smdp/supplier.ts';
import {
  orderAhead,
  type SmdpDraft,
  saveSmdp,
  type TypeDraft,
} from '../../src/commerce/stock-orders/index.ts';
import { createCallLog } from '../../src/connectivity/carrier-orders/index.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { openStore } from './app.ts';
import { createAuthority } from './certificates.ts';
import { loadPlans } from './shop.ts';

const GOLD: TypeDraft = {
  ...{ carrier: 'alpine', profileType: 'gold', level: 5, batchSize: 10, iccids: null },
  confirmationCodes: false,
};
const now = () => new Date();

/** A store with an SM-DP+ on loopback, from which the stock of `alpine` is ordered. */
export async function openStockFromSmdp() {
  const store = await openStore();
  const { db, parts } = store;
  await loadPlans(db);
  const authority = createAuthority('Authority of the SM-DP+');
  const own = authority.issue(['operator.example']);
  const supplier = smdpSupplier({ stock: { gold: 3_000 }, requesterId: 'us' });
  const tls = { ...authority.issue(['127.0.0.1']), ca: authority.cert };
  const smdp = await startSimulator(supplier, { tls, isLimited: false });
  const outgoing = createOutgoing();
  const calls = createCallLog({ db, now, onError: () => undefined });
  const warned: object[] = [];
  const { encryption } = parts;
  const work = {
    ...{ db, outgoing, encryption, realNow: now, record: calls.record },
    ...{ perSecond: 5_000, deadlineMs: 15_000 },
    log: { warn: (facts: object) => void warned.push(facts) },
  };
  const settings: SmdpDraft = {
    ...{ name: 'alps', url: smdp.url, requesterId: 'us', isPrivate: false, releasesApart: false },
    ...{ smdpAddress: null, authority: authority.cert, certificate: own.cert, privateKey: own.key },
  };
  const looks = looksAt(db, supplier);

  function save(type: Partial<TypeDraft> = {}, more: Partial<SmdpDraft> = {}): Promise<void> {
    const draft = { ...settings, ...more, encryption, profileTypes: [{ ...GOLD, ...type }] };
    return db.transaction((tx) => saveSmdp({ db: tx, now: now(), changes: [] }, draft));
  }

  /** The breaker looks at the calls, also at those of other tests. */
  async function deleteCalls(): Promise<void> {
    await calls.flush();
    await db.run(sql`delete from carrier_calls`);
  }

  async function startAgain(): Promise<void> {
    await deleteCalls();
    smdp.failWith(undefined);
    warned.length = 0;
    await emptyStock(db, supplier);
  }

  /** Works until nothing is on its way, however often calls fail. */
  async function finish(rounds = 60): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await deleteCalls();
      await looks.hurry();
      await orderAhead(work);
      if ((await looks.rows()).every(({ asks }) => asks)) return;
    }
    throw new Error(`Orders are left: ${JSON.stringify(await looks.rows())}`);
  }

  async function close(): Promise<void> {
    await Promise.all([smdp.close(), outgoing.close()]);
    await store.close();
  }
  return { db, smdp, supplier, work, warned, save, startAgain, finish, ...looks, close };
}

type OpenOrder = { state: string; iccid: string | null; asks: boolean; reason: string | null };

function looksAt(db: Database, supplier: SmdpSupplier) {
  return {
    /** The orders that have not ended. */
    rows: () =>
      db.rows<OpenOrder>(sql`
        select state, iccid, asks_since is not null as asks, reason
        from stock_orders
        where ended_at is null
        order by id`),
    /** The ICCIDs in stock. */
    async free(): Promise<string[]> {
      const found = await db.rows<{ iccid: string }>(sql`
        select iccid from free_profiles where carrier = 'alpine'`);
      return found.map(({ iccid }) => iccid).sort();
    },
    /** The ICCIDs that are in this state at the SM-DP+. */
    atSmdp(state: string): string[] {
      const { profiles } = supplier.books();
      const found = profiles.filter((one) => one.state === state);
      return found.map(({ iccid }) => iccid).sort();
    },
    /** Lets every order be due, as if its pause or the lease of a killed worker were over. */
    hurry: () => db.run(sql`update stock_orders set next_at = now() where next_at is not null`),
  };
}

/** Takes back every profile that was not sold. */
async function emptyStock(db: Database, supplier: SmdpSupplier): Promise<void> {
  const sold = await db.rows<{ iccid: string }>(sql`select iccid from esim_profiles`);
  for (const profile of supplier.state.profiles.values()) {
    const isSold = sold.some(({ iccid }) => iccid === profile.iccid);
    const state = isSold ? 'Unavailable' : 'Available';
    Object.assign(profile, { state, matchingId: null, orders: isSold ? 1 : 0 });
  }
  supplier.state.takesMatchingIds = true;
  await db.run(sql`delete from stock_orders`);
  await db.run(sql`delete from free_profiles where carrier = 'alpine'`);
  await db.run(sql`
    delete from carrier_profiles
    where carrier = 'alpine'
      and iccid not in (select iccid from esim_profiles)`);
}
