import { type ActivationCode, toActivationCode } from '../../kernel/activation-code.ts';
import { type PublicLinks, qrCodeAt } from './public-links.ts';

/**
 * The states of an eSIM profile on its way on and off devices:
 *
 *             install               disable
 *   RELEASED ─────────▶ INSTALLED ──────────▶ DISABLED
 *      ▲                  │  ▲                  │  │
 *      └───── remove ─────┘  └───── enable ─────┘  │
 *      └──────────────── remove ───────────────────┘
 *
 *   any of the three ── fail ──▶ ERROR, which is final: the profile can only be replaced
 *
 * Two more facts are independent of the state. A *suspended* profile is kept off the network until
 * it is resumed. A *retired* profile (replaced, or its customer erased) is over: it stays in its
 * last state, and no action is possible.
 */
export type EsimState = 'RELEASED' | 'INSTALLED' | 'DISABLED' | 'ERROR';

/** How a carrier's usage comes: reports, RADIUS accounting, files, or by asking a supplier. */
export const USAGE_SOURCES = ['pushed', 'radius', 'file', 'supplier'] as const;
export type UsageSource = (typeof USAGE_SOURCES)[number];

/** The number of installations of a profile, which a device may delete in between (SGP.22). */
export const INSTALL_LIMIT = 5;

export type EsimProfile = ActivationCode & {
  accountId: string;
  id: string;
  customerId: string;
  profileDomainId: string;
  carrier: string;
  iccid: string;
  /** Null if the carrier does not name it. */
  imsi: string | null;
  /** What the traveller enters when the device asks; null if it does not. */
  confirmationCode: string | null;
  /** What the traveller enters as access point; null if the profile brings its own. */
  apn: string | null;
  state: EsimState;
  eid: string | null;
  installCount: number;
  lastSeenAt: Date | null;
  activatedAt: Date | null;
  currentCountry: string | null;
  /** Of which moment the data that it has used is known, and who said so; null at first. */
  usageAsOf: Date | null;
  usageSource: UsageSource | null;
  replacedBy: string | null;
  /** The number of profiles that this one follows, each of which replaced the one before. */
  replacements: number;
  /** Raised to revoke the links of the installation page. */
  linkVersion: number;
  suspendedAt: Date | null;
  retiredAt: Date | null;
  createdAt: Date;
};

/** A profile as a carrier delivers it: released, on no device, never seen. */
export type NewEsimProfile = Pick<
  EsimProfile,
  | 'accountId'
  | 'id'
  | 'customerId'
  | 'profileDomainId'
  | 'carrier'
  | 'iccid'
  | 'imsi'
  | 'smdpAddress'
  | 'matchingId'
  | 'smdpOid'
  | 'confirmationCode'
  | 'apn'
  | 'createdAt'
>;

/** Returns whether the profile is neither replaced nor retired, in any state. */
export function isActiveProfile(profile: EsimProfile): boolean {
  return profile.replacedBy === null && profile.retiredAt === null;
}

/** What is known of the use of a profile, and since when. */
export type UsageFigure = Pick<EsimProfile, 'usageAsOf' | 'usageSource'>;

/** Returns the latest moment of which the use of one of the profiles is known. */
export function latestFigure(profiles: readonly UsageFigure[]): UsageFigure {
  let latest: UsageFigure = { usageAsOf: null, usageSource: null };
  for (const one of profiles) {
    if (one.usageAsOf && (!latest.usageAsOf || one.usageAsOf > latest.usageAsOf)) latest = one;
  }
  return latest;
}

/** Returns the same as the API shows it. */
export function showLatestFigure(profiles: readonly UsageFigure[]) {
  const { usageAsOf, usageSource } = latestFigure(profiles);
  return { usageAsOf: usageAsOf?.toISOString() ?? null, usageSource };
}

/** Returns the EsimProfile of the API (docs/api-compatibility.md). */
export function showEsimProfile(profile: EsimProfile, links: PublicLinks) {
  const code = toActivationCode(profile);
  const installationUrl = links.installation(profile);
  return {
    uid: profile.id,
    iccid: profile.iccid,
    imsi: profile.imsi,
    activationCode: code,
    appleUniversalLink: `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${code}`,
    androidUniversalLink: `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${code}`,
    installationUrl,
    qrCodeUrl: qrCodeAt(installationUrl),
    lastSeen: profile.lastSeenAt?.toISOString() ?? null,
    activatedAt: profile.activatedAt?.toISOString() ?? null,
    state: profile.state,
    active: isActiveProfile(profile),
    eid: profile.eid,
    installCount: profile.installCount,
    installLimit: INSTALL_LIMIT,
    currentCountry: profile.currentCountry,
    ...showLatestFigure([profile]),
    replacedBy: profile.replacedBy,
    suspendedAt: profile.suspendedAt?.toISOString() ?? null,
    confirmationCode: profile.confirmationCode,
    apn: profile.apn,
  };
}
