import { randomBytes } from 'node:crypto';
import { withLuhn } from '../../../kernel/check-digits.ts';
import type { CarrierProfile } from '../carrier.ts';

/** Under .example (RFC 2606), so that no phone ever reaches anybody with a sandbox profile. */
export const SANDBOX_SMDP_ADDRESS = 'smdp.sandbox.example';
/** 999 is no country's code (ITU-T E.164), so these ICCIDs belong to no operator. */
const ISSUER = '8999901';
/** MCC 001, MNC 01: the network of test equipment (ITU-T E.212). */
const TEST_NETWORK = '00101';
const HIGHEST_SERIAL = 9_999_999_999n;

/** The sandbox profile of a serial number, which decides its ICCID and IMSI and nothing else. */
export function mintProfile(serial: bigint): CarrierProfile {
  if (serial < 0n || serial > HIGHEST_SERIAL) {
    throw new RangeError(`sandbox serial ${serial} does not fit into an IMSI`);
  }
  return {
    iccid: withLuhn(ISSUER + serial.toString().padStart(11, '0')),
    imsi: TEST_NETWORK + serial.toString().padStart(10, '0'),
    smdpAddress: SANDBOX_SMDP_ADDRESS,
    matchingId: mintMatchingId(),
  };
}

/** 128 bits of chance in the letters that SGP.22 allows, in groups that a person can read out. */
function mintMatchingId(): string {
  const groups = randomBytes(16).toString('hex').toUpperCase().match(/.{8}/g);
  return (groups ?? []).join('-');
}
