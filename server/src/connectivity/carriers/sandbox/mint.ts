import { randomBytes } from 'node:crypto';
import { withLuhn } from '../../../kernel/check-digits.ts';
import type { CarrierProfile } from '../carrier.ts';

/** A name under .example (RFC 2606), which no phone can reach. */
export const SANDBOX_SMDP_ADDRESS = 'smdp.sandbox.example';
/** 999 is not a country code (ITU-T E.164), so that these ICCIDs belong to no operator. */
const ISSUER = '8999901';
/** MCC 001, MNC 01: the network of test equipment (ITU-T E.212). */
const TEST_NETWORK = '00101';
const HIGHEST_SERIAL = 9_999_999_999n;

/** Returns a sandbox profile. The serial number determines its ICCID and IMSI. */
export function mintProfile(serial: bigint): CarrierProfile & { imsi: string } {
  if (serial < 0n || serial > HIGHEST_SERIAL) {
    throw new RangeError(`sandbox serial ${serial} does not fit into an IMSI`);
  }
  return {
    iccid: withLuhn(ISSUER + serial.toString().padStart(11, '0')),
    imsi: TEST_NETWORK + serial.toString().padStart(10, '0'),
    smdpAddress: SANDBOX_SMDP_ADDRESS,
    matchingId: mintMatchingId(),
    smdpOid: null,
    confirmationCode: null,
    apn: null,
  };
}

/** Returns 128 random bits in letters that SGP.22 allows, in groups that a person can read out. */
function mintMatchingId(): string {
  const groups = randomBytes(16).toString('hex').toUpperCase().match(/.{8}/g);
  return (groups ?? []).join('-');
}
