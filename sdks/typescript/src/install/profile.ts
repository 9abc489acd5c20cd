import type { InstallDevice } from './device.ts';

export type ActivationCodeParts = {
  smdpAddress: string;
  matchingId: string;
  /** Whether the device asks for a confirmation code. */
  asksForConfirmation: boolean;
};

export type InstallState = 'RELEASED' | 'INSTALLED' | 'DISABLED' | 'ERROR' | 'UNKNOWN';

/** A way to install: a link, the codes to enter, or a QR code for the camera of the phone. */
export type InstallWay = 'link' | 'codes' | 'qr';

export type Installation = {
  /** The ways to offer, the best one first. */
  ways: InstallWay[];
  /** The link that installs the eSIM on this device; null if it follows none. */
  link: string | null;
  /** The parts to enter by hand. */
  codes: ActivationCodeParts;
};

const STATES: readonly InstallState[] = ['RELEASED', 'INSTALLED', 'DISABLED', 'ERROR'];
const ADDRESS = /^(?=.{1,255}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const MATCHING_ID = /^[0-9A-Za-z-]{1,255}$/;
const OID = /^(?:\d+(?:\.\d+){1,30})?$/;

/** Returns the state for a text in any letter case; `UNKNOWN` for one that is not known. */
export function stateOf(text: string): InstallState {
  return STATES.find((state) => state === text.toUpperCase()) ?? 'UNKNOWN';
}

/** Returns the parts of `LPA:1$<SM-DP+ address>$<matching ID>`; null if the text is none. */
export function readActivationCode(text: string): ActivationCodeParts | null {
  const plain = text.replace(/\s/g, '').replace(/^LPA:/i, '');
  const [version, smdpAddress = '', matchingId = '', oid = '', flag = '', ...rest] =
    plain.split('$');
  const isCode =
    version === '1' &&
    ADDRESS.test(smdpAddress) &&
    MATCHING_ID.test(matchingId) &&
    OID.test(oid) &&
    ['', '1'].includes(flag) &&
    rest.length === 0;
  return isCode ? { smdpAddress, matchingId, asksForConfirmation: flag === '1' } : null;
}

/**
 * Returns how to install an eSIM on a device. The links of the profile are used if it has them.
 * Throws a RangeError if the activation code is none.
 */
export function installationOf(
  profile: {
    activationCode: string;
    appleUniversalLink?: string | null;
    androidUniversalLink?: string | null;
  },
  { kind, hasInstallLink }: Pick<InstallDevice, 'kind' | 'hasInstallLink'>,
): Installation {
  const codes = readActivationCode(profile.activationCode);
  if (codes === null) throw new RangeError('The profile has no activation code.');
  if (kind === 'desktop') return { ways: ['qr', 'codes'], link: null, codes };
  if (!hasInstallLink) return { ways: ['codes', 'qr'], link: null, codes };
  const vendor = kind === 'android' ? 'android' : 'apple';
  const given = kind === 'android' ? profile.androidUniversalLink : profile.appleUniversalLink;
  const path = `esim_qrcode_provisioning?carddata=${profile.activationCode}`;
  const link = given || `https://esimsetup.${vendor}.com/${path}`;
  return { ways: ['link', 'codes', 'qr'], link, codes };
}
