import { lockPriceList, readPlan } from '../../commerce/catalog/index.ts';
import {
  type OfferChoice,
  offerItems,
  raiseInventoryVersion,
} from '../../commerce/inventory/index.ts';
import { createOrganization, type NewOrganization } from '../../commerce/onboarding/index.ts';
import { announcePrices } from '../../commerce/wholesale/index.ts';
import { type Invitation, type InviteScope, inviteOwner } from '../../identity/team/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { listAccounts, readClock } from '../../tenancy/accounts/index.ts';
import {
  assignPriceList,
  findReseller,
  lockReseller,
  type Reseller,
} from '../../tenancy/organizations/index.ts';
import { auditFor } from './audit-for.ts';

/** Creates a reseller. Throws `invalid_request`. */
export async function addReseller(
  scope: Scope,
  { name, email, offers = 'everything' }: { name: string; email: string; offers?: OfferChoice },
): Promise<NewOrganization> {
  const made = await createOrganization(scope.db, {
    name,
    email,
    now: scope.now,
    offers,
  });
  const { organizationId } = made;
  await auditFor(scope, {
    organizationId,
    accountId: null,
    change: {
      action: 'organization.created',
      target: organizationId,
      before: null,
      after: { name, email },
    },
  });
  return made;
}

/**
 * Mails the owner of a reseller a link to sign up, and audits it for both. Throws
 * `organization_not_found`, and what `inviteOwner` throws.
 */
export async function inviteResellerOwner(
  scope: InviteScope,
  { id, email }: { id: string; email: string | undefined },
): Promise<Invitation> {
  const reseller = await lockReseller(scope.db, id);
  const theirs = { ...scope, organizationId: reseller.id };
  const invitation = await inviteOwner(theirs, { email: email ?? reseller.email });
  const { role } = invitation;
  await auditFor(scope, {
    organizationId: reseller.id,
    accountId: null,
    change: {
      action: 'invitation.created',
      target: invitation.id,
      before: null,
      after: { email: invitation.email, role },
    },
  });
  return invitation;
}

/**
 * Sets the price list of a reseller, or the default one, and announces the prices that change.
 * Throws `organization_not_found`, `price_list_not_found`.
 */
export async function changePriceList(
  scope: Scope,
  { id, priceListId }: { id: string; priceListId: string | undefined },
): Promise<Reseller> {
  const organization = await lockReseller(scope.db, id);
  const list = priceListId === undefined ? null : await lockPriceList(scope.db, priceListId);
  const change = { id: organization.id, priceListId: list?.id ?? null };

  await announcePrices(scope, { organizationId: organization.id }, () =>
    assignPriceList(scope.db, change),
  );
  for (const account of await listAccounts(scope.db, organization.id)) {
    await raiseInventoryVersion({ db: scope.db, accountId: account.id });
  }
  await auditFor(scope, {
    organizationId: organization.id,
    accountId: null,
    change: {
      action: 'organization.price_list_changed',
      target: organization.id,
      before: { priceListId: organization.priceListId },
      after: { priceListId: change.priceListId },
    },
  });
  return { ...organization, priceListId: change.priceListId };
}

export type Offer = { id: string; dataPlanId: string; name?: string; retailMinor: bigint };

/**
 * Adds a data plan to the inventories of a reseller's two accounts; an account that offers it
 * already is not changed. Throws `organization_not_found`, `data_plan_not_found`.
 */
export async function offerPlan(
  scope: Scope,
  { id, dataPlanId, name, retailMinor }: Offer,
): Promise<{ added: number }> {
  const organization = await findReseller(scope.db, id);
  const plan = await readPlan(scope.db, dataPlanId);

  let added = 0;
  for (const { id: accountId } of await listAccounts(scope.db, organization.id)) {
    const now = await readClock(scope.db, { accountId, realNow: scope.now });
    const offered = [{ dataPlanId: plan.id, retailMinor, ...(name !== undefined && { name }) }];
    added += (await offerItems({ db: scope.db, accountId, now }, offered)).length;
  }
  await auditFor(scope, {
    organizationId: organization.id,
    accountId: null,
    change: {
      action: 'inventory.offered',
      target: plan.id,
      before: null,
      after: { added, retailMinor: retailMinor.toString() },
    },
  });
  return { added };
}
