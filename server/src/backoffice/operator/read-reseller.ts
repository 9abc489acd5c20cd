import { selectMembers } from '../../identity/people/index.ts';
import { toPrice } from '../../kernel/money.ts';
import { readBillingDetails } from '../../money/billing/index.ts';
import { readCredits } from '../../money/credits/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type Account, listAccounts } from '../../tenancy/accounts/index.ts';
import { readEntries, showAuditEntry } from '../../tenancy/audit/index.ts';
import {
  findReseller,
  type Reseller,
  readOrganization,
} from '../../tenancy/organizations/index.ts';
import { reportSales, showSums } from '../reports/index.ts';

const SALES_DAYS = 30;
const DAY_MS = 86_400_000;
const LAST_CHANGES = 10;

/**
 * Returns a reseller with its accounts, its members and what changed last. Throws
 * `organization_not_found`.
 */
export async function readReseller(db: Queryable, { id, now }: { id: string; now: Date }) {
  const organization = await findReseller(db, id);
  const last = { filter: { range: {} }, limit: LAST_CHANGES };
  const [accounts, { locale, timeZone }, billing, members, changes] = await Promise.all([
    listAccounts(db, organization.id),
    readOrganization(db, organization.id),
    readBillingDetails(db, organization.id),
    selectMembers(db, organization.id),
    readEntries(db, organization.id, last),
  ]);
  return {
    ...showOrganization(organization),
    locale,
    timeZone,
    billingCountry: billing?.country ?? null,
    accounts: await Promise.all(accounts.map((account) => readAccount(db, account, now))),
    members: members.map((one) => ({ ...one, joinedAt: one.joinedAt.toISOString() })),
    lastChanges: changes.map(showAuditEntry),
  };
}

async function readAccount(db: Queryable, account: Account, now: Date) {
  const { organizationId, ...shown } = await showAccount(db, account);
  const credits = await readCredits({ db, accountId: account.id });
  const { totals } = await reportSales(db, {
    from: new Date(now.getTime() - SALES_DAYS * DAY_MS),
    before: now,
    mode: account.mode,
    organizationId,
  });
  return {
    ...shown,
    balance: toPrice(credits.postedMinor),
    held: toPrice(credits.heldMinor),
    available: toPrice(credits.availableMinor),
    last30Days: showSums(totals),
  };
}

/** Returns the reseller of an answer. */
export function showOrganization(organization: Reseller) {
  const { id, name, email, priceListId, createdAt, closingRequestedAt, closedAt } = organization;
  return {
    id,
    name,
    email,
    priceListId,
    createdAt: createdAt.toISOString(),
    closingRequestedAt: closingRequestedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  };
}

/** Returns the account of an answer. */
export async function showAccount(db: Queryable, account: Account) {
  const { limitMinor } = await readCredits({ db, accountId: account.id });
  return {
    creditLimit: toPrice(limitMinor),
    organizationId: account.organizationId,
    id: account.id,
    mode: account.mode,
    suspendedAt: account.suspendedAt?.toISOString() ?? null,
    refundLimitPerMonth: account.refundLimitPerMonth,
    replacementLimitPerMonth: account.replacementLimitPerMonth,
    replacementLimitPerEsim: account.replacementLimitPerEsim,
    requiresUserLocation: account.requiresUserLocation,
  };
}
