import {
  availableBytes,
  isUnlimited,
  type Package,
  packageAt,
  readNewestPackagesOf,
  showToday,
} from '../../commerce/activations/index.ts';
import { showTerms } from '../../commerce/catalog/index.ts';
import { showLatestFigure } from '../../connectivity/esims/index.ts';
import type { SdkSession } from '../../connectivity/sdk-sessions/index.ts';
import { toBytes } from '../../kernel/data-size.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readOwnProfiles } from './profiles.ts';

/** The most packages that an app sees: the newest ones. */
const MAX_PACKAGES = 50;
/** Refunded and failed packages are not the traveller's. */
const SHOWN: readonly Package['state'][] = ['PENDING', 'WAITING', 'ACTIVE', 'DEPLETED', 'EXPIRED'];

/** Returns the packages that a session's eSIMs use, as they are at `now`, the newest first. */
export async function readUsage(db: Queryable, session: SdkSession, now: Date) {
  const { accountId, customerId, esimProfileId } = session;
  const newest = await readNewestPackagesOf(db, accountId, {
    customerIds: [customerId],
    limit: MAX_PACKAGES,
  });
  const profiles = await readOwnProfiles(db, session);
  const domains = new Set(profiles.map(({ profileDomainId }) => profileDomainId));
  const packages = newest
    .filter(({ profileDomainId }) => esimProfileId === null || domains.has(profileDomainId))
    .map((item) => packageAt(item, now))
    .filter(({ state }) => SHOWN.includes(state));
  return {
    packages: packages.map((item) => showPackage(item, now)),
    ...showLatestFigure(profiles),
    asOf: now.toISOString(),
  };
}

function showPackage(item: Package, now: Date) {
  return {
    id: item.id,
    name: item.name,
    state: item.state,
    countrySet: item.countrySet,
    dataBytes: Number(isUnlimited(item) ? toBytes(item) : item.dataBytes),
    usedBytes: Number(item.usedBytes),
    availableBytes: Number(availableBytes(item, now)),
    activatedAt: item.activatedAt?.toISOString() ?? null,
    expiresAt: item.expiresAt?.toISOString() ?? null,
    ...(item.dataTerms && { ...showTerms(item.dataTerms), today: showToday(item, now) }),
  };
}
