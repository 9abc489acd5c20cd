import { plainCode } from './typed-code.ts';

/** The parts of an activation code. `smdpOid` is the identifier of the SM-DP+, if it is named. */
export type ActivationCode = { smdpAddress: string; matchingId: string; smdpOid: string | null };

export type ReadActivationCode =
  | (ActivationCode & { /** Whether devices ask for a confirmation code. */ asks?: true })
  | { fault: string };

/** A fully qualified domain name: at least two labels of letters, digits and inner hyphens. */
const ADDRESS = /^(?=.{1,255}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
/** SGP.22 names digits, upper-case letters and the hyphen; issued codes have lower case too. */
const MATCHING_ID = /^[0-9A-Za-z-]{1,255}$/;
const OID = /^\d+(?:\.\d+){1,30}$/;

/**
 * Reads `LPA:1$<SM-DP+ address>$<matching id>[$<OID of the SM-DP+>]` (SGP.22 section 4.1), with
 * `LPA:` in any case or missing, with blanks anywhere and any dash for a hyphen. The confirmation
 * code that some ask for (a fifth part, `1`) is no part of it.
 */
export function readActivationCode(text: string): ReadActivationCode {
  const plain = plainCode(text).replace(/^LPA:/i, '');
  const [version, smdpAddress = '', matchingId = '', smdpOid = '', flag = '', ...rest] =
    plain.split('$');
  if (version !== '1' || rest.length > 0) {
    return { fault: 'the activation code is not LPA:1$<SM-DP+ address>$<matching id>' };
  }
  const fault = addressFault(smdpAddress) ?? matchingIdFault(matchingId);
  if (fault) return { fault };
  if (smdpOid !== '' && !OID.test(smdpOid)) {
    return { fault: 'the fourth part of the activation code is not the OID of an SM-DP+' };
  }
  if (flag !== '' && flag !== '1') {
    return { fault: 'the fifth part of the activation code is not 1' };
  }
  const code = { smdpAddress, matchingId, smdpOid: smdpOid || null };
  return flag === '1' ? { ...code, asks: true } : code;
}

/**
 * Returns the activation code that a device reads (SGP.22 section 4.1). Its fifth part has the
 * device ask for the confirmation code, if there is one.
 */
export function toActivationCode({
  smdpAddress,
  matchingId,
  smdpOid,
  confirmationCode = null,
}: ActivationCode & { confirmationCode?: string | null }): string {
  const parts = ['LPA:1', smdpAddress, matchingId];
  if (confirmationCode !== null) return [...parts, smdpOid ?? '', '1'].join('$');
  return [...parts, ...(smdpOid === null ? [] : [smdpOid])].join('$');
}

function addressFault(address: string): string | undefined {
  if (address === '') return 'the SM-DP+ address is missing';
  return ADDRESS.test(address) ? undefined : 'the SM-DP+ address is not a domain name';
}

function matchingIdFault(matchingId: string): string | undefined {
  if (matchingId === '') return 'the matching ID is missing';
  if (MATCHING_ID.test(matchingId)) return undefined;
  return 'the matching ID has other signs than letters, digits and hyphens';
}
