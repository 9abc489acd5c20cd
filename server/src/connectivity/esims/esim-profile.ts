import type { PublicLinks } from './public-links.ts';

export type EsimState = 'RELEASED' | 'INSTALLED' | 'DISABLED' | 'ERROR';

/** SGP.22 lets a device delete a profile; we let it be installed this often. */
export const INSTALL_LIMIT = 5;

export type EsimProfile = {
  accountId: string;
  id: string;
  customerId: string;
  profileDomainId: string;
  carrier: string;
  iccid: string;
  imsi: string;
  smdpAddress: string;
  matchingId: string;
  state: EsimState;
  eid: string | null;
  installCount: number;
  lastSeenAt: Date | null;
  activatedAt: Date | null;
  currentCountry: string | null;
  replacedBy: string | null;
  /** How many profiles stood in its place before. */
  replacements: number;
  suspendedAt: Date | null;
  retiredAt: Date | null;
  createdAt: Date;
};

/** A profile as a carrier gives it: released, on no device, never seen. */
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
  | 'createdAt'
>;

/** Replaced and retired profiles are over; every other state is active, on a device or not. */
export function isActiveProfile(profile: EsimProfile): boolean {
  return profile.replacedBy === null && profile.retiredAt === null;
}

/** The activation code that a device reads (SGP.22 section 4.1). */
export function activationCode(profile: { smdpAddress: string; matchingId: string }): string {
  return `LPA:1$${profile.smdpAddress}$${profile.matchingId}`;
}

/** The wire's EsimProfile (contract section 3). */
export function showEsimProfile(profile: EsimProfile, links: PublicLinks) {
  const code = activationCode(profile);
  return {
    uid: profile.id,
    iccid: profile.iccid,
    imsi: profile.imsi,
    activationCode: code,
    appleUniversalLink: `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${code}`,
    androidUniversalLink: `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${code}`,
    installationUrl: links.installation(profile),
    qrCodeUrl: links.qrCode(profile),
    lastSeen: profile.lastSeenAt?.toISOString() ?? null,
    activatedAt: profile.activatedAt?.toISOString() ?? null,
    state: profile.state,
    active: isActiveProfile(profile),
    eid: profile.eid,
    installCount: profile.installCount,
    installLimit: INSTALL_LIMIT,
    currentCountry: profile.currentCountry,
    replacedBy: profile.replacedBy,
    suspendedAt: profile.suspendedAt?.toISOString() ?? null,
  };
}

export type EsimProfileView = ReturnType<typeof showEsimProfile>;
