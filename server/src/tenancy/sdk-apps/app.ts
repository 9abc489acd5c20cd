/** The phones that an app is made for. */
export const APP_PLATFORMS = ['ios', 'android'] as const;
export type AppPlatform = (typeof APP_PLATFORMS)[number];

/** What the platform decided about an app. */
export const APP_STATES = ['requested', 'approved', 'rejected'] as const;
export type AppState = (typeof APP_STATES)[number];

/** An app of an account in which eSIMs are installed. */
export type SdkApp = {
  accountId: string;
  id: string;
  platform: AppPlatform;
  name: string;
  /** The bundle ID of an iOS app, the package name of an Android app. */
  identifier: string;
  /** Null for Android. */
  teamId: string | null;
  /** The SHA-256 of the signing certificates, `AB:CD:…`; none for iOS. */
  certificates: readonly string[];
  state: AppState;
  /** Why it was rejected; null otherwise. */
  rejectionReason: string | null;
  /** Whether it activates packages and lists eSIMs by the tokens of its users. */
  activatesItems: boolean;
  /** Whether its sessions need an attestation; excludes `activatesItems`. */
  requiresAttestation: boolean;
  requestedAt: Date;
  decidedAt: Date | null;
};

/** Returns an app as the API shows it. */
export function showApp(app: SdkApp) {
  const { id, platform, name, identifier, teamId, certificates, state, rejectionReason } = app;
  const isIos = platform === 'ios';
  return {
    id,
    platform,
    name,
    bundleId: isIos ? identifier : null,
    teamId,
    packageName: isIos ? null : identifier,
    certificateSha256: certificates,
    state,
    rejectionReason,
    activatesItems: app.activatesItems,
    requiresAttestation: app.requiresAttestation,
    requestedAt: app.requestedAt.toISOString(),
    decidedAt: app.decidedAt?.toISOString() ?? null,
  };
}

/** Returns what the audit log keeps of an app. */
export function auditedApp(app: SdkApp) {
  const { platform, name, identifier, teamId, certificates, state, activatesItems } = app;
  return { platform, name, identifier, teamId, certificates, state, activatesItems };
}
