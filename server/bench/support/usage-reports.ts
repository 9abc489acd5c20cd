import { createCarrierKey } from '../../src/connectivity/carriers/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { registration, type Shop, sell } from '../../test/support/shop.ts';
import type { BenchStore } from './bench-store.ts';

const SELLERS = 32;

export type Profile = { iccid: string; imsi: string; customerUid: string };
export type Report = (records: object[]) => Promise<void>;

/** How carriers report: waiting for the outcome, and until it is settled behind their back. */
export type Reports = { report: Report; reportLater: Report };

/** Returns how a carrier with a key of its own reports to the server. */
export async function openReports({ db }: BenchStore, url: string): Promise<Reports> {
  const key = await db.transaction((tx) => createCarrierKey(tx, { carrier: 'sandbox' }));
  const basic = Buffer.from(`${key.keyId}:${key.secret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/json' };
  const post = async (records: object[], more: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/carrier/v1/usage-records`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: JSON.stringify(records),
    });
    return (await answer.json()) as { accepted?: number; reportId?: string };
  };
  const refuse = (accepted: number | undefined, records: object[]) => {
    if (accepted !== records.length) throw new Error(`${accepted} of ${records.length} counted`);
  };
  return {
    async report(records) {
      refuse((await post(records)).accepted, records);
    },
    async reportLater(records) {
      const { reportId } = await post(records, { prefer: 'respond-async' });
      if (!reportId) throw new Error('a report was not accepted');
    },
  };
}

/** Sells so many packages, each with a profile. */
export async function sellProfiles(shop: Shop, count: number): Promise<Profile[]> {
  const profiles: Profile[] = [];
  const seller = async () => {
    while (profiles.length < count) {
      const { sold } = await sell(shop, registration(shop));
      const { iccid, imsi } = sold.esimProfile;
      profiles.push({ iccid, imsi, customerUid: sold.customer.uid });
    }
  };
  await Promise.all(Array.from({ length: SELLERS }, seller));
  return profiles.slice(0, count);
}

/** Returns so many new records of now, of the phones in turn. */
export function draftRecords(profiles: readonly Profile[], count: number): object[] {
  const at = new Date().toISOString();
  return Array.from({ length: count }, (_, index) => ({
    recordId: newId(),
    iccid: profiles[index % profiles.length]?.iccid,
    bytes: 1_000,
    country: 'AT',
    startedAt: at,
    endedAt: at,
  }));
}
