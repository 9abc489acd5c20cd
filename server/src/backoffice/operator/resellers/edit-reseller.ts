import { createAddressSetting } from '../../../identity/team/index.ts';
import type { Change } from '../../../kernel/context.ts';
import { setBillingCountry } from '../../../money/billing/index.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import {
  lockReseller,
  type OrganizationChange,
  updateOrganization,
} from '../../../tenancy/organizations/index.ts';
import { auditFor } from '../audit-for.ts';

export type ResellerEdit = OrganizationChange & { billingCountry?: string };
type Attempts = Parameters<typeof createAddressSetting>[0];

/**
 * Changes the given fields of a reseller; a new email address applies at once, and the former one
 * is told. Throws `organization_not_found`, `invalid_request`.
 */
export async function editReseller(
  scope: Scope & { attempts: Attempts },
  { id, billingCountry, ...change }: ResellerEdit & { id: string },
): Promise<void> {
  const { id: organizationId } = await lockReseller(scope.db, id);
  const changes: Change[] = [];
  const theirs = { ...scope, organizationId, changes };
  await updateOrganization(theirs, change, createAddressSetting(scope.attempts));
  if (billingCountry !== undefined) await setBillingCountry(theirs, billingCountry);
  for (const made of changes) {
    await auditFor(scope, { organizationId, accountId: null, change: made });
  }
}
