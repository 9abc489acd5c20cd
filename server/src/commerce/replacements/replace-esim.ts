import type { Carriers } from '../../connectivity/carriers/index.ts';
import {
  lockProfile,
  type Replacement,
  refuseUnlessActive,
  replaceProfile,
} from '../../connectivity/esims/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { refuseWhileSuspended, selectReplacementLimit } from '../../tenancy/accounts/index.ts';
import { hasLivePackage } from '../activations/index.ts';
import { countReplacement } from './store.ts';

/**
 * Replaces an eSIM by a new one of the same carrier, free of charge. Throws in order
 * `esim_profile_not_found`, `invalid_state` (replaced or retired, or without a package that still
 * has data and time), `account_suspended` while the account is suspended or owes credits,
 * `replacement_limit_reached` (of the eSIM, then of the calendar month in UTC), `out_of_stock`.
 */
export async function replaceEsim(
  scope: Scope & { carriers: Carriers },
  iccid: string,
): Promise<Replacement> {
  const profile = await lockProfile(scope, iccid);
  refuseUnlessActive(profile);
  if (!(await hasLivePackage(scope, profile.profileDomainId))) {
    throw new Refusal('invalid_state', 'This eSIM has no package with data left.');
  }
  await refuseWhileSuspended(scope);
  await refuseBeyondLimits(scope, profile.replacements);
  return replaceProfile(scope, { iccid: profile.iccid, carriers: scope.carriers });
}

async function refuseBeyondLimits(scope: Scope, replacements: number): Promise<void> {
  const limit = await selectReplacementLimit(scope.db, scope.accountId);
  if (replacements >= limit) {
    throw new Refusal(
      'replacement_limit_reached',
      `This eSIM was replaced ${replacements} times, which is the limit. Contact the operator.`,
    );
  }
  const month = `${scope.now.toISOString().slice(0, 7)}-01`;
  if (await countReplacement(scope.db, { accountId: scope.accountId, month })) return;
  throw new Refusal(
    'replacement_limit_reached',
    "This month's limit of eSIM replacements is reached. Contact the operator.",
  );
}
