import { groupBy } from '../../kernel/group-by.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { findIdBeside } from '../../platform/db/distribution.ts';
import {
  allotFree,
  claimAllotted,
  countAllotted,
  insertAllotted,
} from './allotted-profile-store.ts';
import type { CarrierProfile, ProfileOrder } from './carrier.ts';
import { countFree } from './free-profile-store.ts';

/** The blocks of one carrier on a distributed database, as this process uses them. */
export type ProfileBlocks = {
  /** Claims up to `count` from the block beside the account, without waiting. */
  claim(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]>;
  /** Returns profiles to the blocks from which they were claimed, and the others to the caller. */
  takeBack(tx: Tx, profiles: readonly CarrierProfile[]): Promise<CarrierProfile[]>;
  /** Fills the blocks that run low, in transactions of their own. Never throws. */
  fillLow(db: Database): Promise<void>;
};

/** A block holds what was claimed within about a minute, within these bounds. */
export const SMALLEST_BLOCK = 50;
const LARGEST_BLOCK = 1_000;
const WINDOW_MS = 60_000;
/** So that the first claims of a process do not count as its pace. */
const LEAST_MEASURED_MS = 10_000;
/** A block takes at most one in so many of the free profiles, and none below `LEAST_ALLOTTED`. */
export const FREE_FOR_ONE = 20;
const LEAST_ALLOTTED = 10;
/** When a block got nothing or could not be filled, it is left alone for this time. */
const PAUSE_MS = 10_000;
/** How many accounts are remembered with the block beside them. */
const ACCOUNTS_KNOWN = 100_000;

type Block = {
  /** About how many profiles it has; other processes claim from it too. */
  left: number;
  size: number;
  claimed: number;
  filledAt: number;
  isFilling: boolean;
  pausedUntil: number;
  /** The highest ICCID that was claimed, as in the stock. */
  claimedUpTo: string;
};

/** Opens the blocks of a carrier. Nothing is known of them but what this process does. */
export function openProfileBlocks(carrier: string): ProfileBlocks {
  const blockIdOf = rememberBlockIds();
  const blocks = new Map<string, Block>();
  const claimedFrom = new WeakMap<CarrierProfile, string>();

  async function claim(tx: Tx, { count, accountId }: ProfileOrder): Promise<CarrierProfile[]> {
    const blockId = accountId === null ? undefined : await blockIdOf(tx, accountId);
    if (blockId === undefined) return [];
    const block = blocks.get(blockId) ?? newBlock();
    blocks.set(blockId, block);
    block.claimed += count;
    if (block.left === 0 && performance.now() < block.pausedUntil) return [];
    const profiles: CarrierProfile[] = [];
    for (const after of new Set([block.claimedUpTo, ''])) {
      const missing = count - profiles.length;
      if (missing === 0) break;
      profiles.push(...(await claimAllotted(tx, { blockId, carrier, count: missing, after })));
    }
    const isUsedUp = profiles.length < count;
    block.left = isUsedUp ? 0 : Math.max(block.left - count, 0);
    block.claimedUpTo = isUsedUp ? '' : (profiles.at(-1)?.iccid ?? '');
    for (const profile of profiles) claimedFrom.set(profile, blockId);
    return profiles;
  }

  async function takeBack(tx: Tx, profiles: readonly CarrierProfile[]) {
    const byBlock = groupBy(profiles, (profile) => claimedFrom.get(profile));
    for (const [blockId, own] of byBlock) {
      if (blockId !== undefined) await insertAllotted(tx, { blockId, carrier, profiles: own });
    }
    return byBlock.get(undefined) ?? [];
  }

  async function fillLow(db: Database): Promise<void> {
    const now = performance.now();
    const low = [...blocks].filter(
      ([, { left, size, isFilling, pausedUntil }]) =>
        left < size / 2 && !isFilling && now >= pausedUntil,
    );
    await Promise.all(low.map(([blockId, block]) => fill(db, { blockId, block })));
  }

  async function fill(db: Database, { blockId, block }: { blockId: string; block: Block }) {
    block.isFilling = true;
    const size = sizeFor(block, performance.now());
    try {
      const { had, added } = await fillUp(db, { blockId, carrier, size });
      Object.assign(block, { left: had + added, size, claimed: 0, filledAt: performance.now() });
      if (added === 0) block.pausedUntil = performance.now() + PAUSE_MS;
    } catch {
      // Sales go on from the coordinator, and the block is filled later.
      block.pausedUntil = performance.now() + PAUSE_MS;
    } finally {
      block.isFilling = false;
    }
  }

  return { claim, takeBack, fillLow };
}

/** Returns a function that finds the ID of the block beside an account, once for each account. */
function rememberBlockIds() {
  const known = new Map<string, string | undefined>();
  return async (tx: Tx, accountId: string): Promise<string | undefined> => {
    if (known.has(accountId)) return known.get(accountId);
    const blockId = await findIdBeside(tx, accountId);
    if (known.size >= ACCOUNTS_KNOWN) known.clear();
    known.set(accountId, blockId);
    return blockId;
  };
}

function newBlock(): Block {
  const unknown = { left: 0, claimed: 0, pausedUntil: 0, claimedUpTo: '', isFilling: false };
  return { ...unknown, size: SMALLEST_BLOCK, filledAt: performance.now() };
}

/** Returns the size for what was claimed since a block was filled last. */
function sizeFor({ claimed, filledAt }: Block, now: number): number {
  const inWindow = Math.ceil((claimed * WINDOW_MS) / Math.max(now - filledAt, LEAST_MEASURED_MS));
  return Math.min(Math.max(inWindow, SMALLEST_BLOCK), LARGEST_BLOCK);
}

/**
 * Fills a block up to a size, unless few profiles are free: small stocks stay where every sale
 * finds them. A crash leaves each profile in one place. The move is a transaction of one statement,
 * because Citus does not prepare a node if it reads there before it copies rows to it.
 */
export async function fillUp(
  db: Database,
  { blockId, carrier, size }: { blockId: string; carrier: string; size: number },
): Promise<{ had: number; added: number }> {
  const had = await countAllotted(db, { blockId, carrier });
  const free = await countFree(db, carrier, size * FREE_FOR_ONE);
  const most = Math.floor(free / FREE_FOR_ONE);
  const count = Math.min(size - had, most);
  if (most < LEAST_ALLOTTED || count <= 0) return { had, added: 0 };
  const added = await db.transaction((tx) => allotFree(tx, { blockId, carrier, count }));
  return { had, added };
}
