/** The network that a phone uses. */
export type Place = { mcc: string; mnc: string };

/** Reads 3GPP-SGSN-MCC-MNC: five or six digits. */
export function readMccMnc(text: string): Place | null {
  const [, mcc = '', mnc = ''] = /^(\d{3})(\d{2,3})$/.exec(text) ?? [];
  return mcc ? { mcc, mnc } : null;
}

/** The kinds of location that begin with the network, behind the octet of the kind. */
const KNOWN_KINDS: ReadonlySet<number> = new Set([
  ...[0, 1, 2],
  ...[128, 129, 130, 131, 132, 133, 134, 135, 136, 137],
]);

/**
 * Reads the network in 3GPP-User-Location-Info (TS 29.061, 16.4.7.2): three octets of digits in
 * swapped halves, of which a filler of F means an MNC of two digits.
 */
export function readLocation(value: Buffer | undefined): Place | null {
  if (!value || value.length < 4 || !KNOWN_KINDS.has(value[0] as number)) return null;
  const [, one = 0, two = 0, three = 0] = value;
  const mcc = [one & 15, one >> 4, two & 15];
  const mnc = [three & 15, three >> 4, ...(two >> 4 === 15 ? [] : [two >> 4])];
  const areDigits = [...mcc, ...mnc].every((digit) => digit <= 9);
  return areDigits ? { mcc: mcc.join(''), mnc: mnc.join('') } : null;
}
