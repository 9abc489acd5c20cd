import {
  type Attachment,
  findProfile,
  readAttachment,
  readSuccession,
  showLatestFigure,
} from '../../connectivity/esims/index.ts';
import {
  readInstallationHint,
  showInstallationEvent,
} from '../../connectivity/installations/index.ts';
import { networkOf } from '../../connectivity/networks/index.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { packageAt } from '../activations/index.ts';
import { findCountrySet } from '../catalog/index.ts';
import { readHoldings } from '../customer-records/index.ts';
import { readCustomer } from '../customers/index.ts';
import { checkConnectivity } from './connectivity-checks.ts';

/**
 * Returns whether and where an eSIM is connected, with a diagnosis (`docs/api-compatibility.md`).
 * Throws `esim_profile_not_found`.
 */
export async function readConnectivity(scope: ReadScope, iccid: string) {
  const { accountId, now } = scope;
  const profile = await findProfile(scope.db, { accountId, iccid });
  const { customerId } = profile;
  const succession = await readSuccession(scope.db, { accountId, id: profile.id });
  const attachment = await readAttachment(scope.db, { accountId, profileId: profile.id });
  const hint = await readInstallationHint(scope.db, profile);
  const { countrySet } = await readCustomer(scope, customerId);
  const { countries } = await findCountrySet(scope.db, countrySet);
  const held = (await readHoldings(scope.db, { accountId, customerIds: [customerId] }))(customerId);
  const packages = held.items
    .filter(({ profileDomainId }) => profileDomainId === profile.profileDomainId)
    .map((item) => packageAt(item, now));

  const { sessionsOpen } = attachment;
  const connected = sessionsOpen > 0;
  return {
    iccid: profile.iccid,
    state: profile.state,
    connected,
    lastSeen: profile.lastSeenAt?.toISOString() ?? null,
    currentCountry: attachment.country,
    currentNetwork: connected ? showNetwork(attachment) : null,
    sessionsOpen,
    ...showLatestFigure([profile]),
    reportedInstallation: hint ? showInstallationEvent(hint.latest) : null,
    asOf: now.toISOString(),
    checks: checkConnectivity({
      now,
      profile,
      successor: succession?.successor,
      attachment,
      hint,
      packages,
      countries,
    }),
  };
}

/** Returns null if the carrier reported only the country. */
function showNetwork({ mcc, mnc }: Attachment) {
  if (mcc === null || mnc === null) return null;
  return { mcc, mnc, name: networkOf(mcc, mnc)?.name ?? null };
}
