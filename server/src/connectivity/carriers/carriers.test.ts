import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { somebodyWaits } from '../../../test/support/somebody-waits.ts';
import { withLuhn } from '../../kernel/check-digits.ts';
import { isIccid } from '../../kernel/iccid.ts';
import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/database.ts';
import {
  BadProfileFile,
  type Carrier,
  type CarrierProfile,
  createCarriers,
  estimateFreeCounts,
  importedCarrier,
  importProfiles,
  readFreeCounts,
  sandboxCarrier,
  topUpSandboxProfiles,
} from './index.ts';
import { MINT_BLOCK, STOCK_TARGET } from './sandbox/index.ts';

let lastNumber = 0;

const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });

function newLine(): string {
  lastNumber += 1;
  const number = String(lastNumber).padStart(14, '0');
  const iccid = withLuhn(`8988${number}`);
  return `${iccid},26201${number.slice(-10)},LPA:1$smdp.example.com$AB-${number}`;
}

function newFile(lines: number): string {
  return Array.from({ length: lines }, newLine).join('\n');
}

/** A carrier of its own for the test, with this many profiles in stock. */
async function stocked(count: number): Promise<Carrier> {
  const name = `telco-${randomUUID()}`;
  const csv = newFile(count);
  if (count > 0) await db.transaction((tx) => importProfiles(tx, { carrier: name, csv }));
  return importedCarrier(name);
}

function claim(carrier: Carrier, count: number): Promise<string[]> {
  return db.transaction((tx) => claimIn(tx, carrier, count));
}

async function claimIn(tx: Tx, carrier: Carrier, count: number): Promise<string[]> {
  return iccids(await claimWhole(tx, carrier, count));
}

function claimWhole(tx: Tx, carrier: Carrier, count: number): Promise<CarrierProfile[]> {
  return carrier.claimProfiles(tx, { count, accountId: null });
}

function iccids(profiles: CarrierProfile[]): string[] {
  return profiles.map(({ iccid }) => iccid);
}

async function isFree(iccid: string): Promise<boolean> {
  const row = await db.row(sql`select 1 from free_profiles where iccid = ${iccid}`);
  return row !== undefined;
}

/** A transaction that stays open until the test ends it. */
async function openTransaction() {
  let end: { resolve: () => void; reject: (reason: Error) => void } | undefined;
  const ending = new Promise<void>((resolve, reject) => {
    end = { resolve, reject };
  });
  const opened: { tx?: Tx; ended?: Promise<void> } = {};
  await new Promise<void>((resolve) => {
    opened.ended = db.transaction((tx) => {
      opened.tx = tx;
      resolve();
      return ending;
    });
  });
  return {
    tx: opened.tx as Tx,
    commit: async () => {
      end?.resolve();
      await opened.ended;
    },
    rollBack: async () => {
      end?.reject(new Error('rolled back'));
      await expect(opened.ended).rejects.toThrow('rolled back');
    },
  };
}

describe('a stock of imported profiles', () => {
  test('gives profiles once each, and fewer when it ends', async () => {
    const carrier = await stocked(5);
    const first = await claim(carrier, 3);
    const second = await claim(carrier, 3);
    expect([first.length, second.length]).toEqual([3, 2]);
    expect(new Set([...first, ...second]).size).toBe(5);
    expect(await claim(carrier, 1)).toEqual([]);
    expect(await isFree(first[0] as string)).toBe(false);
  });

  test('delivers whole profiles, as they were imported', async () => {
    const name = `telco-${randomUUID()}`;
    const line = newLine();
    const [iccid, imsi] = line.split(',');
    await db.transaction((tx) => importProfiles(tx, { carrier: name, csv: line }));
    const taken = await db.transaction((tx) =>
      importedCarrier(name).claimProfiles(tx, { count: 1, accountId: null }),
    );
    const code = { smdpAddress: 'smdp.example.com', matchingId: line.split('$').at(-1) };
    const none = { smdpOid: null, confirmationCode: null, apn: null };
    expect(taken).toEqual([{ iccid, imsi, ...code, ...none }]);
  });

  test('delivers profiles without an IMSI, and with the OID of their SM-DP+', async () => {
    const name = `telco-${randomUUID()}`;
    const [one, two] = [newLine(), newLine()].map((line) => line.split(','));
    const csv = [one, two].map((parts) => `${parts?.[0]},,${parts?.[2]}$1.3.6.1`).join('\n');
    await db.transaction((tx) => importProfiles(tx, { carrier: name, csv }));
    const claimed = await db.transaction((tx) =>
      importedCarrier(name).claimProfiles(tx, { count: 2, accountId: null }),
    );
    expect(claimed.map(({ imsi, smdpOid }) => [imsi, smdpOid])).toEqual([
      [null, '1.3.6.1'],
      [null, '1.3.6.1'],
    ]);
  });

  test('takes unusual ICCIDs if it is told to', async () => {
    const name = `telco-${randomUUID()}`;
    const csv = `898604B7192271001234,,LPA:1$smdp.example.com$A1`;
    const file = { carrier: name, csv, takesUnusualIccids: true };
    const added = await db.transaction((tx) => importProfiles(tx, file));
    expect(added).toMatchObject({ imported: 1, separator: '","', unusualIccids: 1 });
  });

  test('has nothing for another carrier', async () => {
    await stocked(1);
    expect(await claim(await stocked(0), 1)).toEqual([]);
  });

  test('of two hundred at once for fifty profiles exactly fifty get one', async () => {
    const carrier = await stocked(50);
    const taken = await Promise.all(Array.from({ length: 200 }, () => claim(carrier, 1)));
    expect(taken.flat().length).toBe(50);
    expect(new Set(taken.flat()).size).toBe(50);
  });

  test('is emptied to the last profile by orders that together want more', async () => {
    const carrier = await stocked(10);
    const taken = await Promise.all(Array.from({ length: 4 }, () => claim(carrier, 4)));
    expect(taken.flat().length).toBe(10);
    expect(new Set(taken.flat()).size).toBe(10);
  });

  test('a profile given back in the transaction that took it is free again', async () => {
    const carrier = await stocked(2);
    await db.transaction(async (tx) => {
      const [needed, ...others] = await claimWhole(tx, carrier, 2);
      await carrier.returnProfiles(tx, others);
      expect(needed).toBeDefined();
    });
    expect((await claim(carrier, 2)).length).toBe(1);
  });

  test('waits for a profile that another sale holds, and gets it if that fails', async () => {
    const carrier = await stocked(1);
    const other = await openTransaction();
    const held = await claimIn(other.tx, carrier, 1);
    const waiting = claim(carrier, 1);
    await somebodyWaits(db);
    await other.rollBack();
    expect(await waiting).toEqual(held);
  });

  test('gets the last profile when another sale gives it back', async () => {
    const carrier = await stocked(1);
    const other = await openTransaction();
    const held = await claimWhole(other.tx, carrier, 1);
    const waiting = claim(carrier, 1);
    await somebodyWaits(db);
    await carrier.returnProfiles(other.tx, held);
    await other.commit();
    expect(await waiting).toEqual(iccids(held));
  });

  test('says that nothing is left only when the other sale has kept the last profile', async () => {
    const carrier = await stocked(1);
    const other = await openTransaction();
    await claimIn(other.tx, carrier, 1);
    const waiting = claim(carrier, 1);
    await somebodyWaits(db);
    await other.commit();
    expect(await waiting).toEqual([]);
  });

  test('profiles below those taken last are found when the stock runs short', async () => {
    const name = `telco-${randomUUID()}`;
    const [low, high] = [newFile(1), newFile(1)];
    await db.transaction((tx) => importProfiles(tx, { carrier: name, csv: high }));
    const carrier = importedCarrier(name);
    expect((await claim(carrier, 1)).length).toBe(1);
    await db.transaction((tx) => importProfiles(tx, { carrier: name, csv: low }));
    expect((await claim(carrier, 1)).length).toBe(1);
  });
});

describe('importing', () => {
  test('a profile that any stock has is refused with its line, and nothing is added', async () => {
    const name = `telco-${randomUUID()}`;
    const known = [newLine(), newLine()];
    const before = { carrier: `telco-${randomUUID()}`, csv: known.join('\n') };
    await db.transaction((tx) => importProfiles(tx, before));
    const [sameIccid, other = ''] = known;
    const sameImsi = newLine().replace(/,\d{15},/, `,${other.split(',')[1]},`);
    const csv = [newLine(), sameIccid, sameImsi].join('\n');
    const refused = db.transaction((tx) => importProfiles(tx, { carrier: name, csv }));
    await expect(refused).rejects.toThrow(BadProfileFile);
    await expect(refused).rejects.toMatchObject({
      badLines: [
        { line: 2, reason: 'the ICCID is in stock already' },
        { line: 3, reason: 'the IMSI is in stock already' },
      ],
    });
    expect(await claim(importedCarrier(name), 1)).toEqual([]);
  });

  test('the same file twice at once is imported once', async () => {
    const name = `telco-${randomUUID()}`;
    const csv = newFile(50);
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => db.transaction((tx) => importProfiles(tx, { carrier: name, csv }))),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await claim(importedCarrier(name), 100)).length).toBe(50);
  });
});

describe('the estimate of what is free', () => {
  const estimate = async (names: readonly string[]) => {
    const counts = await estimateFreeCounts(db);
    return names.map((name) => counts.find(({ carrier }) => carrier === name)?.free);
  };

  test('is exact for small stocks, and close for large ones', async () => {
    const [small, large, none] = ['small', 'large', 'none'].map(
      (name) => `${name}-${randomUUID()}`,
    );
    const names = [small, large, none] as string[];
    await db.run(sql`
      insert into free_profiles (carrier, iccid)
      select case when number % 60 = 0 then ${small} else ${large} end, '8943' || (10 ^ 15 + number)
      from generate_series(1, 60000) as number`);
    expect(await estimate(names)).toEqual([1_000, 10_000, undefined]);
    await db.run(sql`analyze free_profiles`);
    const [exact, close, missing] = await estimate(names);
    expect([exact, missing]).toEqual([1_000, undefined]);
    expect(Math.abs((close as number) - 59_000)).toBeLessThan(1_500);
    await db.run(sql`delete from free_profiles where carrier = any(${names}::text[])`);
    expect(await estimate(names)).toEqual([undefined, undefined, undefined]);
  });
});

describe('the sandbox carrier', () => {
  const sandbox = sandboxCarrier();

  test('is never out of stock, and never gives a profile twice', async () => {
    const sizes = [1, 20, MINT_BLOCK, 2 * MINT_BLOCK + 1, 5];
    const taken = (await Promise.all(sizes.map((size) => claim(sandbox, size)))).flat();
    expect(taken.length).toBe(sizes.reduce((sum, size) => sum + size));
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.every(isIccid)).toBe(true);
    expect(await isFree(taken.at(-1) as string)).toBe(false);
  });

  test('is filled ahead of need by whole blocks, up to its target', async () => {
    await db.transaction(topUpSandboxProfiles);
    const free = await readFreeCounts(db);
    const level = free.find(({ carrier }) => carrier === sandbox.name)?.free ?? 0;
    expect(level).toBeGreaterThanOrEqual(STOCK_TARGET);
    expect(level).toBeLessThan(STOCK_TARGET + MINT_BLOCK);
    expect(await db.transaction(topUpSandboxProfiles)).toBe(0);
  });
});

test('a plan finds its carrier by name, and the same one every time', () => {
  const sandbox = sandboxCarrier();
  const carriers = createCarriers([sandbox], importedCarrier);
  expect(carriers.named('sandbox')).toBe(sandbox);
  expect(carriers.named('telco').name).toBe('telco');
  expect(carriers.named('telco')).toBe(carriers.named('telco'));
});
