export type ActivationCode = { smdpAddress: string; matchingId: string };

const ACTIVATION_CODE = /^LPA:1\$([^$]*)\$([^$]*)$/;
/** A fully qualified domain name: at least two labels of letters, digits and inner hyphens. */
const ADDRESS = /^(?=.{1,255}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
/** SGP.22 names digits, upper-case letters and the hyphen; issued codes have lower case too. */
const MATCHING_ID = /^[0-9A-Za-z-]{1,255}$/;

/**
 * Reads `LPA:1$<SM-DP+ address>$<matching id>` (SGP.22 section 4.1). Undefined for anything else,
 * also for a code that asks for a confirmation code, which nobody could type in.
 */
export function parseActivationCode(text: string): ActivationCode | undefined {
  const [, smdpAddress = '', matchingId = ''] = ACTIVATION_CODE.exec(text) ?? [];
  const isValid = ADDRESS.test(smdpAddress) && MATCHING_ID.test(matchingId);
  return isValid ? { smdpAddress, matchingId } : undefined;
}
