import {
  type EsimProfile,
  lockProfile,
  raiseLinkVersion,
  refuseUnlessActive,
} from '../../connectivity/esims/index.ts';
import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type Customer, holdCustomer, raiseCustomerLinkVersion } from '../customers/index.ts';

export type RotatedLinks = { profile: EsimProfile; customer: Customer };

/**
 * Revokes the links of an eSIM's installation page and QR code, and of its customer's page, and
 * returns both with new ones. The customer's page leads to the installation page, so neither is
 * safe without the other. Throws in order `esim_profile_not_found`, `customer_deleted`,
 * `invalid_state` (replaced or retired).
 */
export async function rotateLinks(scope: Scope, iccid: string): Promise<RotatedLinks> {
  const { accountId, db } = scope;
  const locked = await lockProfile(scope, iccid);
  const held = await holdCustomer(scope, locked.customerId);
  if (held.erasedAt) {
    throw new Refusal('customer_deleted', 'The customer of this eSIM was deleted.');
  }
  refuseUnlessActive(locked);
  const profile = await raiseLinkVersion(db, { accountId, id: locked.id });
  const customer = await raiseCustomerLinkVersion(db, { accountId, id: held.id });
  audit(scope, {
    action: 'esim.links_rotated',
    target: profile.iccid,
    before: { linkVersion: locked.linkVersion },
    after: { linkVersion: profile.linkVersion },
  });
  return { profile, customer };
}
