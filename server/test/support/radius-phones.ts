import { settleHappenings } from '../../src/commerce/radius-usage/index.ts';
import { createUsageLane } from '../../src/commerce/usage/index.ts';
import { startRadius } from '../../src/connectivity/radius/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { sql } from '../../src/platform/db/database.ts';
import { createTestDatabase } from './database.ts';
import { sellProfile } from './profiles.ts';
import { createClient, encryption, listenAsNas, openNas, type Sent } from './radius.ts';
import { loadPlans, openShop, type Shop } from './shop.ts';

export const MB = 1_000_000n;
export const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);

/** A store that receives RADIUS accounting, a NAS, and where the NAS takes Disconnect-Requests. */
export async function openPhones() {
  const own = await createTestDatabase();
  const { db } = own;
  await loadPlans(db);
  const access = await listenAsNas();
  await createClient(db, { disconnectPort: access.port });
  const counted = new Map<string, number>();
  const count = (outcome: string) => counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
  const radius = await startRadius({
    ...{ db, encryption, host: '127.0.0.1', port: 0, log: { warn: () => undefined } },
    now: () => new Date(),
    countPacket: count,
    countDisconnect: (outcome) => count(`disconnect ${outcome}`),
    observeBatch: () => undefined,
    countDropped: () => undefined,
  });
  const nas = await openNas(() => radius.port);
  const realNow = () => new Date();
  const settling = { db, usageLane: createUsageLane({ db, realNow }), realNow };

  /** A sold profile that is installed, and a NAS's session of it. */
  async function openPhone() {
    const shop = await openShop(db);
    const profile = await sellProfile(shop);
    await db.run(sql`
      update esim_profiles set state = 'INSTALLED', install_count = 1
      where iccid = ${profile.iccid}`);
    await startYesterday(shop);
    const session = newId();
    const said = (over: Omit<Sent, 'session' | 'imsi'>): Sent => ({
      session,
      imsi: profile.imsi,
      ...over,
    });
    return { shop, profile, session, said };
  }

  /** Dates the activation of all packages of a shop back, so that usage of today is after it. */
  async function startYesterday({ ctx }: Shop): Promise<void> {
    await db.run(sql`
      update activated_items set activated_at = now() - interval '1 day'
      where account_id = ${ctx.accountId}`);
  }

  return {
    ...{ db, access, counted, radius, nas, openPhone, startYesterday },
    async settle(): Promise<void> {
      while ((await settleHappenings(settling)) > 0);
    },
    recordsOf: ({ ctx }: Shop) =>
      db.rows<{ bytes: bigint; country: string }>(sql`
        select sum(bytes)::bigint as bytes, country from usage_records
        where account_id = ${ctx.accountId}
        group by country order by country`),
    async close() {
      await Promise.all([radius.stop(), nas.close(), access.close()]);
      await own.close();
    },
  };
}
