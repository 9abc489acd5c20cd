const IMSI = /^\d{15}$/;

/**
 * Returns whether `text` is an IMSI (ITU-T E.212) of 15 digits
 * (docs/api-compatibility.md#identifiers).
 */
export function isImsi(text: string): boolean {
  return IMSI.test(text);
}
