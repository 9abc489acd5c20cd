import { countUsablePackages } from '../../commerce/activations/index.ts';
import { sumStockUnits } from '../../commerce/inventory/index.ts';
import { audit } from '../../kernel/context.ts';
import { toPrice } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readCredits } from '../../money/credits/index.ts';
import { countRunningPurchases, isDisputed } from '../../money/payments/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { listAccounts, selectSuspension } from '../../tenancy/accounts/index.ts';
import {
  readOrganization,
  selectClosing,
  updateClosingRequest,
} from '../../tenancy/organizations/index.ts';

export const CLOSING_BLOCKERS = ['running_purchases', 'open_disputes', 'owed_credits'] as const;
export type ClosingBlocker = (typeof CLOSING_BLOCKERS)[number];

const HOUR_MS = 3_600_000;
/** A request to close must be confirmed within this time. */
export const CLOSING_REQUEST_HOURS = 24;
export const CLOSING_REQUEST_MS = CLOSING_REQUEST_HOURS * HOUR_MS;

/** What a company gives up when it closes, on its live account, and what keeps it from closing. */
export type ClosingConditions = {
  availableMinor: bigint;
  heldMinor: bigint;
  prepaidUnits: number;
  usablePackages: number;
  runningPurchases: number;
  blockers: ClosingBlocker[];
};

/** Returns the conditions under which an organization closes. */
export async function readClosingConditions(
  db: Queryable,
  organizationId: string,
): Promise<ClosingConditions> {
  const [live] = await listAccounts(db, organizationId);
  if (!live) throw new Error('An organization has a live account.');
  const accountId = live.id;
  const [credits, prepaidUnits, usable, runningPurchases, hasDispute, state] = await Promise.all([
    readCredits({ db, accountId }),
    sumStockUnits(db, accountId),
    countUsablePackages(db, accountId),
    countRunningPurchases(db, accountId),
    isDisputed(db, accountId),
    selectSuspension(db, accountId),
  ]);
  const blocks: Record<ClosingBlocker, boolean> = {
    running_purchases: runningPurchases > 0,
    open_disputes: hasDispute,
    owed_credits: (state?.owes ?? false) || credits.postedMinor < 0n,
  };
  return {
    availableMinor: credits.availableMinor,
    heldMinor: credits.heldMinor,
    prepaidUnits,
    usablePackages: Number(usable),
    runningPurchases,
    blockers: CLOSING_BLOCKERS.filter((blocker) => blocks[blocker]),
  };
}

/** Returns the state of the closing of the caller's organization, with its conditions. */
export async function readClosing({
  db,
  organizationId,
}: Pick<ReadScope, 'db' | 'organizationId'>) {
  const [closing, conditions] = await Promise.all([
    selectClosing(db, organizationId),
    readClosingConditions(db, organizationId),
  ]);
  const requestedAt = closing?.requestedAt ?? null;
  const expiresAt = requestedAt && new Date(requestedAt.getTime() + CLOSING_REQUEST_MS);
  return {
    requestedAt: requestedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    ...showConditions(conditions),
  };
}

/**
 * Requests that the caller's organization is closed, and returns the conditions. Throws `forbidden`
 * for the organization of the platform.
 */
export async function requestClosing(scope: Scope & { realNow: Date }) {
  const { db, organizationId, actor, realNow } = scope;
  const { isPlatform } = await readOrganization(db, organizationId);
  if (isPlatform || actor.kind !== 'person') throw onlyResellers();
  await updateClosingRequest(db, { id: organizationId, personId: actor.personId, now: realNow });
  const closing = await readClosing(scope);
  audit(scope, {
    action: 'organization.closing_requested',
    target: organizationId,
    before: null,
    after: { expiresAt: closing.expiresAt },
  });
  return closing;
}

/** Returns the conditions as they are shown and audited. */
export function showConditions({ availableMinor, heldMinor, ...conditions }: ClosingConditions) {
  const availableCredits = toPrice(availableMinor);
  return { ...conditions, availableCredits, heldCredits: toPrice(heldMinor) };
}

export function onlyResellers(): Refusal {
  return new Refusal('forbidden', 'Only an owner of a reseller can close the organization.');
}
