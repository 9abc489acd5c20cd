import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { withLuhn } from '../../kernel/check-digits.ts';
import type { Tx } from '../../platform/db/database.ts';
import {
  allotFree,
  claimAllotted,
  countAllotted,
  freeAllotted,
  insertAllotted,
  selectAllottedCounts,
} from './allotted-profile-store.ts';
import type { CarrierProfile } from './carrier.ts';
import { countFree } from './free-profile-store.ts';
import { giveBackIdleProfiles, importedCarrier, importProfiles, readFreeCounts } from './index.ts';
import { FREE_FOR_ONE, fillUp, SMALLEST_BLOCK } from './profile-blocks.ts';

const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });
const HOUR_MS = 3_600_000;
const PLENTY = FREE_FOR_ONE * SMALLEST_BLOCK;
const EMPTY = { count: 1_000, after: '' };
let lastNumber = 0;

/** Returns the name of a block of a new carrier, with this many free profiles. */
async function stocked(count: number) {
  const carrier = `telco-${randomUUID()}`;
  const csv = Array.from({ length: count }, () => {
    lastNumber += 1;
    const number = String(lastNumber).padStart(14, '0');
    return `${withLuhn(`8989${number}`)},,LPA:1$smdp.example.com$AB-${number}`;
  });
  await db.transaction((tx) => importProfiles(tx, { carrier, csv: csv.join('\n') }));
  return { blockId: randomUUID(), carrier };
}

type Name = { blockId: string; carrier: string };
const placesOf = (name: Name) =>
  db.transaction(async (tx) => ({
    free: await countFree(tx, name.carrier, 100_000),
    allotted: await countAllotted(tx, name),
  }));
const fill = (name: Name, size = SMALLEST_BLOCK) => fillUp(db, { ...name, size });
/** The transaction of a database that Citus distributes, as far as the stock asks. */
const onCitus = (tx: Tx): Tx => ({ ...tx, isDistributed: () => true });

it('a block is filled up to its size', async () => {
  const name = await stocked(2 * PLENTY);
  expect(await fill(name)).toEqual({ had: 0, added: SMALLEST_BLOCK });
  await db.transaction((tx) => claimAllotted(tx, { ...name, count: 20, after: '' }));
  expect(await fill(name)).toEqual({ had: SMALLEST_BLOCK - 20, added: 20 });
  expect(await fill(name)).toEqual({ had: SMALLEST_BLOCK, added: 0 });
  const free = 2 * PLENTY - SMALLEST_BLOCK - 20;
  expect(await placesOf(name)).toEqual({ free, allotted: SMALLEST_BLOCK });
});

it('a block gets one in twenty of a small stock, and nothing of a smaller one', async () => {
  const small = await stocked(400);
  expect(await fill(small, 1_000)).toEqual({ had: 0, added: 20 });
  expect(await fill(await stocked(199))).toEqual({ had: 0, added: 0 });
});

it('a filling that fails moves nothing', async () => {
  const name = await stocked(400);
  const failing = db.transaction(async (tx) => {
    await allotFree(tx, { ...name, count: 20 });
    throw new Error('crash');
  });
  await expect(failing).rejects.toThrow('crash');
  expect(await placesOf(name)).toEqual({ free: 400, allotted: 0 });
});

it('a block has whole profiles, in the order of ICCIDs', async () => {
  const name = await stocked(400);
  await fill(name);
  const first = await db.transaction((tx) => claimAllotted(tx, { ...name, count: 2, after: '' }));
  const after = first[0]?.iccid ?? '';
  const code = { smdpAddress: 'smdp.example.com', matchingId: expect.stringMatching(/^AB-/) };
  const none = { imsi: null, smdpOid: null, confirmationCode: null, apn: null };
  expect(first[0]).toEqual({ iccid: expect.any(String), ...code, ...none });
  await db.transaction((tx) => insertAllotted(tx, { ...name, profiles: first }));
  const next = await db.transaction((tx) => claimAllotted(tx, { ...name, count: 1, after }));
  expect(next).toEqual([first[1]]);
});

it('two claims at once never get the same profile', async () => {
  const name = await stocked(1_000);
  await fill(name);
  const claims = Array.from({ length: 20 }, () =>
    db.transaction((tx) => claimAllotted(tx, { ...name, count: 5, after: '' })),
  );
  const iccids = (await Promise.all(claims)).flat().map(({ iccid }) => iccid);
  expect(new Set(iccids).size).toBe(iccids.length);
  expect(iccids.length + (await placesOf(name)).allotted).toBe(SMALLEST_BLOCK);
});

it('the last profiles are claimed from blocks, also from one that others hold', async () => {
  const name = await stocked(400);
  await fill(name);
  const { carrier } = name;
  await db.transaction((tx) => importedCarrier(carrier).claimProfiles(tx, { ...order(380) }));
  let fail: ((reason: Error) => void) | undefined;
  const holding = new Promise<CarrierProfile[]>((held) => {
    void db
      .transaction(async (tx) => {
        held(await claimAllotted(tx, { ...name, ...EMPTY }));
        await new Promise((_, reject) => {
          fail = reject;
        });
      })
      .catch(() => undefined);
  });
  const held = await holding;
  const claiming = db.transaction((tx) =>
    importedCarrier(carrier).claimProfiles(onCitus(tx), order(21)),
  );
  fail?.(new Error('rolled back'));
  expect((await claiming).map(({ iccid }) => iccid).sort()).toEqual(
    held.map(({ iccid }) => iccid).sort(),
  );
  expect(await placesOf(name)).toEqual({ free: 0, allotted: 0 });
});

it('profiles that were not claimed for an hour are free again', async () => {
  const name = await stocked(400);
  await fill(name);
  await giveBackIdleProfiles(db, new Date());
  expect(await placesOf(name)).toEqual({ free: 380, allotted: 20 });
  await giveBackIdleProfiles(db, new Date(Date.now() + HOUR_MS + 60_000));
  expect(await placesOf(name)).toEqual({ free: 400, allotted: 0 });
  expect(await db.transaction((tx) => selectAllottedCounts(tx))).toEqual([]);
});

it('a profile that a sale holds is not given back', async () => {
  const name = await stocked(400);
  await fill(name);
  await db.transaction(async (tx) => {
    await claimAllotted(tx, { ...name, count: 1, after: '' });
    const before = new Date(Date.now() + 60_000);
    expect(await db.transaction((other) => freeAllotted(other, { ...name, before }))).toBe(19);
  });
  expect(await placesOf(name)).toEqual({ free: 399, allotted: 0 });
});

it('what is allotted counts as free on a distributed database', async () => {
  const name = await stocked(400);
  await fill(name);
  const counts = await readFreeCounts({ ...db, isDistributed: () => true });
  expect(counts).toContainEqual({ carrier: name.carrier, free: 400 });
});

function order(count: number) {
  return { count, accountId: null };
}
