const IMSI = /^\d{15}$/;

/** Whether `text` is an IMSI (ITU-T E.212) in the form that the contract keeps: 15 digits. */
export function isImsi(text: string): boolean {
  return IMSI.test(text);
}
