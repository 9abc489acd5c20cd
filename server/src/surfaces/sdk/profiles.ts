import { findCountrySet } from '../../commerce/catalog/index.ts';
import { readCustomer } from '../../commerce/customers/index.ts';
import {
  type EsimProfile,
  isActiveProfile,
  type PublicLinks,
  readProfiles,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import {
  type InstallationEvent,
  readLatestInstallations,
  showInstallationEvent,
} from '../../connectivity/installations/index.ts';
import type { SdkSession } from '../../connectivity/sdk-sessions/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';

/** Whose eSIMs an app reads. */
type Owner = Pick<SdkSession, 'accountId' | 'customerId' | 'esimProfileId'>;

/** Returns the eSIMs that a session may read and that are not replaced or retired. */
export async function readOwnProfiles(
  db: Queryable,
  { accountId, customerId, esimProfileId }: Owner,
): Promise<EsimProfile[]> {
  const profiles = await readProfiles(db, { accountId, customerIds: [customerId] });
  return profiles.filter(
    (profile) =>
      isActiveProfile(profile) && (esimProfileId === null || profile.id === esimProfileId),
  );
}

/** Returns one of these eSIMs. Throws `esim_profile_not_found`. */
export async function findOwnProfile(
  db: Queryable,
  session: SdkSession,
  uid: string,
): Promise<EsimProfile> {
  const profiles = await readOwnProfiles(db, session);
  const profile = profiles.find(({ id }) => id === uid.toLowerCase());
  if (profile) return profile;
  throw new Refusal('esim_profile_not_found', 'This session reads no eSIM with this ID.');
}

/** Returns eSIMs as apps see them. */
export async function showProfiles(
  { db, links }: { db: Queryable; links: PublicLinks },
  { accountId, customerId }: Pick<Owner, 'accountId' | 'customerId'>,
  profiles: readonly EsimProfile[],
) {
  const { countrySet } = await readCustomer({ db, accountId }, customerId);
  const { countries } = await findCountrySet(db, countrySet);
  const profileIds = profiles.map(({ id }) => id);
  const reports = await readLatestInstallations(db, { accountId, profileIds });
  return profiles.map((profile) =>
    showProfile(profile, { links, countries, report: reports.get(profile.id) }),
  );
}

type Around = {
  links: PublicLinks;
  countries: readonly string[];
  report: InstallationEvent | undefined;
};

function showProfile(profile: EsimProfile, { links, countries, report }: Around) {
  const shown = showEsimProfile(profile, links);
  return {
    id: shown.uid,
    iccid: shown.iccid,
    imsi: shown.imsi,
    eid: shown.eid,
    state: shown.state,
    supportedCountries: countries,
    activationCode: shown.activationCode,
    smdpAddress: profile.smdpAddress,
    matchingId: profile.matchingId,
    confirmationCode: shown.confirmationCode,
    apn: shown.apn,
    appleUniversalLink: shown.appleUniversalLink,
    androidUniversalLink: shown.androidUniversalLink,
    installationUrl: shown.installationUrl,
    installCount: shown.installCount,
    installLimit: shown.installLimit,
    reportedInstallation: report ? showInstallationEvent(report) : null,
  };
}
