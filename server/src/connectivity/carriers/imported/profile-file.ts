import { readActivationCode } from '../../../kernel/activation-code.ts';
import { readIccid } from '../../../kernel/iccid.ts';
import { isImsi } from '../../../kernel/imsi.ts';
import { shortenedNumber } from '../../../kernel/shortened-number.ts';
import { readSheet, type SheetLayout, type SheetRow } from '../../../kernel/spreadsheet.ts';
import type { CarrierProfile } from '../carrier.ts';
import { type BadLine, BadProfileFile } from './bad-profile-file.ts';

export type ProfileLine = { line: number; profile: CarrierProfile };

export type ProfileFile = {
  separator: string;
  lines: ProfileLine[];
  /** The number of lines whose ICCID has an unusual form. */
  unusualIccids: number;
};

type Column =
  | 'iccid'
  | 'imsi'
  | 'activation_code'
  | 'smdp_address'
  | 'matching_id'
  | 'confirmation_code'
  | 'apn';

const LAYOUT: SheetLayout<Column> = {
  headings: {
    iccid: ['iccid', 'iccidnumber', 'icc', 'simnumber', 'serialnumber'],
    imsi: ['imsi', 'imsinumber'],
    activation_code: ['activationcode', 'ac', 'lpa', 'lpacode', 'lpastring', 'qrcode', 'qr'],
    smdp_address: ['smdpaddress', 'smdp', 'smdpplusaddress', 'rspaddress', 'smdpfqdn'],
    matching_id: ['matchingid', 'matchingcode', 'activationtoken'],
    confirmation_code: ['confirmationcode', 'cc'],
    apn: ['apn', 'accesspoint', 'accesspointname'],
  },
  isHeader: (columns) =>
    columns.has('iccid') && (columns.has('activation_code') || columns.has('matching_id')),
  order: ['iccid', 'imsi', 'activation_code'],
};

/**
 * Reads profiles from a spreadsheet. A header names the columns; without one, a line has an ICCID,
 * an IMSI and an activation code. An SM-DP+ address and a matching ID also make an activation code,
 * and the IMSI may be missing. Throws `BadProfileFile` with every line that is not a profile.
 */
export function readProfileFile(csv: string, { takesUnusual = false } = {}): ProfileFile {
  const sheet = readSheet(csv, LAYOUT);
  const badLines: BadLine[] = [...sheet.faults];
  const file: ProfileFile = { separator: sheet.separator, lines: [], unusualIccids: 0 };
  for (const row of sheet.rows) {
    const { line, values } = row;
    const read = readProfile(values, takesUnusual);
    if ('reason' in read) badLines.push({ line, reason: read.reason });
    else file.lines.push({ line, profile: read.profile });
    if ('isUnusual' in read && read.isUnusual) file.unusualIccids += 1;
  }
  badLines.push(...findRepeats(file.lines));
  if (file.lines.length === 0 && badLines.length === 0) {
    badLines.push({ line: 1, reason: 'the file has no profiles' });
  }
  if (badLines.length > 0) throw new BadProfileFile(badLines);
  return file;
}

function readProfile(
  values: SheetRow<Column>['values'],
  takesUnusual: boolean,
): { profile: CarrierProfile; isUnusual: boolean } | { reason: string } {
  const read = readIccid(values.iccid, { takesUnusual });
  if ('fault' in read) return { reason: read.fault };
  const imsi = values.imsi.replace(/[\s-]/g, '');
  const shortened = shortenedNumber(values.imsi);
  if (shortened) return { reason: shortened };
  if (imsi !== '' && !isImsi(imsi)) return { reason: 'the IMSI is not 15 digits' };
  const code = readActivationCode(codeOf(values));
  if ('fault' in code) return { reason: code.fault };
  const { asks, ...parts } = code;
  const more = readEntries(values, asks);
  if ('reason' in more) return more;
  const profile = { iccid: read.iccid, imsi: imsi || null, ...parts, ...more };
  return { profile, isUnusual: read.isUnusual };
}

const CONFIRMATION_CODE = /^[!-~]{1,64}$/;
const APN = /^[A-Za-z0-9._-]{1,100}$/;

/** Returns what a traveller enters; a code that a device asks for must be there. */
function readEntries(
  values: SheetRow<Column>['values'],
  asks = false,
): Pick<CarrierProfile, 'confirmationCode' | 'apn'> | { reason: string } {
  const [confirmationCode, apn] = [values.confirmation_code.trim(), values.apn.trim()];
  if (asks && confirmationCode === '') {
    return { reason: 'the activation code asks for a confirmation code, which is missing' };
  }
  if (confirmationCode !== '' && !CONFIRMATION_CODE.test(confirmationCode)) {
    return { reason: 'the confirmation code is not 1 to 64 letters, digits and signs' };
  }
  if (apn !== '' && !APN.test(apn))
    return { reason: 'the APN has other signs than a-z, 0-9 and .' };
  return { confirmationCode: confirmationCode || null, apn: apn || null };
}

function codeOf({
  activation_code,
  smdp_address,
  matching_id,
}: SheetRow<Column>['values']): string {
  if (activation_code !== '') return activation_code;
  return `LPA:1$${smdp_address}$${matching_id}`;
}

function findRepeats(lines: ProfileLine[]): BadLine[] {
  const seen = new Map<string, number>();
  const numbers = lines.flatMap(({ line, profile: { iccid, imsi } }) => [
    { line, name: 'ICCID', key: `ICCID ${iccid}` },
    ...(imsi === null ? [] : [{ line, name: 'IMSI', key: `IMSI ${imsi}` }]),
  ]);
  return numbers.flatMap(({ line, name, key }) => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    return first === undefined ? [] : [{ line, reason: `the ${name} is that of line ${first}` }];
  });
}
