import type { InstallState } from 'gigastore/install';
import type { GigastoreAppError } from './errors.ts';

/** An eSIM of the signed-in user, with what a phone's installer needs. */
export type EsimProfile = {
  id: string;
  iccid: string;
  imsi: string | null;
  eid: string | null;
  /** The state that the carrier reported; `UNKNOWN` for one that this version does not know. */
  state: InstallState;
  /** The countries in which the eSIM works, in upper case. */
  supportedCountries: string[];
  activationCode: string;
  smdpAddress: string;
  matchingId: string;
  confirmationCode: string | null;
  apn: string | null;
  appleUniversalLink: string | null;
  androidUniversalLink: string | null;
  installationUrl: string | null;
  installCount: number;
  installLimit: number;
};

/**
 * How an eSIM is installed: by the sandbox's simulated phone, by privileges of the carrier, by the
 * system's installer, by a link that opens it, or by codes on a screen.
 */
export type AppInstallWay = 'simulated' | 'carrier' | 'system' | 'link' | 'codes';

export type AppInstallation = {
  /** The eSIM as it is after the installation. */
  profile: EsimProfile;
  way: AppInstallWay;
  /**
   * Whether the system said that it has installed the eSIM. After a link or the codes nobody
   * tells the app, so that the carrier's report decides: read the profile again.
   */
  isConfirmed: boolean;
};

/** A package that the store sold because the app asked for it. */
export type AppActivation = {
  /** The ID of the activation: it sells once. */
  activationId: string;
  /** The package that was sold. */
  activatedItemUid: string;
  customerUid: string | null;
  /** The eSIMs of the user. */
  profiles: EsimProfile[];
};

/** Where an installation is. */
export type AppProgress =
  | { step: 'starting' }
  | { step: 'running'; way: AppInstallWay }
  | { step: 'resolving' }
  | { step: 'finished'; installation: AppInstallation }
  | { step: 'failed'; error: GigastoreAppError };

export type LoadOptions = {
  /** The publishable key of the app. */
  sdkKey: string;
  /** Whether the key is that of a sandbox, whose simulated phone installs. */
  testMode?: boolean;
  /** The address of the store. In a browser, one of the page's own origin. */
  storeUrl: string;
};

/** Returns an install token that your server got for this user. */
export type InstallTokenSource = (userToken: string | null) => Promise<string>;

/** The calls of an app, the same on all platforms. All of them throw `GigastoreAppError`. */
export type GigastoreApp = {
  /** Sets the key and the store. Call it once, when the app starts. */
  load(options: LoadOptions): Promise<void>;
  /** Says who is signed in, and `null` when nobody is. Another user gets another session. */
  setUserToken(userToken: string | null): Promise<void>;
  /** Says where install tokens come from. It is asked whenever a session opens. */
  setInstallTokenSource(source: InstallTokenSource): void;
  /** Returns whether this device takes eSIMs, or null if it is unknown, as in most browsers. */
  isEsimCapable(): Promise<boolean | null>;
  getProfile(uid: string): Promise<EsimProfile>;
  /**
   * Returns the eSIMs of the user, the oldest first. On a phone without a source of install tokens,
   * they are those of the user who has activated items.
   */
  getAllProfiles(): Promise<EsimProfile[]>;
  /**
   * Asks the store for a package; your own server approves it for the user of `setUserToken`. A
   * call that is repeated after a failure sells once. Throws `unknown` in a browser.
   */
  activateItem(inventoryItemId: string, options?: { metaTag?: string }): Promise<AppActivation>;
  /** Installs an eSIM in the most direct way, and reports to the store what becomes of it. */
  installProfile(
    profile: Pick<EsimProfile, 'id'>,
    options?: { onProgress?: (progress: AppProgress) => void },
  ): Promise<AppInstallation>;
};
