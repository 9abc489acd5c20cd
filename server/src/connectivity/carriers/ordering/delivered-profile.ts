import { readActivationCode } from '../../../kernel/activation-code.ts';
import { readIccid } from '../../../kernel/iccid.ts';
import { isImsi } from '../../../kernel/imsi.ts';
import type { DeliveredProfile } from './ordering-carrier.ts';

/** An eSIM as its carrier spells it. What the carrier does not name is null. */
type GivenProfile = {
  iccid: string | null;
  profileId: string | null;
  imsi: string | null;
  /** Whole, or of the address of the SM-DP+ and the matching ID. */
  activationCode: string;
  confirmationCode: string | null;
  apn: string | null;
};

const LONGEST_CONFIRMATION_CODE = 64;
const LONGEST_APN = 100;

/**
 * Returns a delivered eSIM as it is kept: the ICCID in its one spelling, and null for an IMSI or
 * APN that is none. Undefined without what a device needs; the order then counts as not delivered
 * yet, and a person is asked about it in the end.
 */
export function toDeliveredProfile(given: GivenProfile): DeliveredProfile | undefined {
  const { profileId, imsi, confirmationCode, apn } = given;
  const read = readIccid(given.iccid ?? '', { takesUnusual: true });
  const code = readActivationCode(given.activationCode);
  if (profileId === null || 'fault' in read || 'fault' in code) return undefined;
  if (confirmationCode !== null && confirmationCode.length > LONGEST_CONFIRMATION_CODE) {
    return undefined;
  }
  const { smdpAddress, matchingId, smdpOid } = code;
  return {
    ...{ iccid: read.iccid, profileId, smdpAddress, matchingId, smdpOid, confirmationCode },
    imsi: imsi !== null && isImsi(imsi) ? imsi : null,
    apn: apn !== null && apn.length <= LONGEST_APN ? apn : null,
  };
}
