import { readCustomer } from '../../commerce/customers/index.ts';
import {
  type EsimProfile,
  findProfile,
  refuseUnlessActive,
} from '../../connectivity/esims/index.ts';
import {
  deleteOldTokens,
  insertInstallToken,
  REPORT_DAYS,
} from '../../connectivity/sdk-sessions/index.ts';
import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { PublicTokens } from '../../kernel/public-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';

/** How long a token works unless the caller chooses: while the app shows a screen. */
const USUAL_SECONDS = 600;
const DAY_MS = 86_400_000;

type NewInstallToken = {
  id: string;
  token: string;
  customerUid: string;
  iccid: string | null;
  expiresAt: Date;
};

/**
 * Creates a token with which one installation of an app opens sessions, for the eSIMs of a customer
 * or for one of them. Throws `customer_not_found`, `customer_deleted`, `esim_profile_not_found`,
 * `invalid_state` (a retired eSIM).
 */
export async function createInstallToken(
  scope: Scope,
  asked: {
    customerUid: string;
    iccid?: string | undefined;
    validitySeconds?: number | undefined;
    realNow: Date;
    tokens: PublicTokens;
  },
): Promise<NewInstallToken> {
  const { accountId, db } = scope;
  const { realNow, validitySeconds = USUAL_SECONDS, iccid } = asked;
  const customer = await readCustomer(scope, asked.customerUid);
  if (customer.erasedAt) {
    throw new Refusal('customer_deleted', 'The personal data of this customer was erased.');
  }
  const profile = iccid === undefined ? undefined : await findOwn(scope, customer.id, iccid);
  const id = newId();
  const expiresAt = new Date(realNow.getTime() + validitySeconds * 1000);
  // Sessions of a token go with it, so it stays for as long as they take reports.
  const expiredBefore = new Date(realNow.getTime() - (REPORT_DAYS + 1) * DAY_MS);
  await deleteOldTokens(db, { accountId, expiredBefore });
  await insertInstallToken(db, {
    accountId,
    id,
    customerId: customer.id,
    esimProfileId: profile?.id ?? null,
    createdAt: realNow,
    expiresAt,
  });
  audit(scope, {
    action: 'sdk_install_token.created',
    target: id,
    before: null,
    after: {
      customerUid: customer.id,
      iccid: profile?.iccid ?? null,
      expiresAt: expiresAt.toISOString(),
    },
  });
  const token = asked.tokens.sign('install', { accountId, id, linkVersion: 0 });
  return { id, token, customerUid: customer.id, iccid: profile?.iccid ?? null, expiresAt };
}

async function findOwn(scope: Scope, customerId: string, iccid: string): Promise<EsimProfile> {
  const profile = await findProfile(scope.db, { accountId: scope.accountId, iccid });
  if (profile.customerId !== customerId) {
    throw new Refusal('esim_profile_not_found', 'No eSIM of this customer has this ICCID.');
  }
  refuseUnlessActive(profile);
  return profile;
}
