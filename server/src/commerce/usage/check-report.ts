import {
  countryOfMcc,
  INTERNATIONAL,
  INTERNATIONAL_MCC,
} from '../../connectivity/networks/index.ts';
import { toCountryCode } from '../../kernel/country-code.ts';
import { toIccid } from '../../kernel/iccid.ts';
import { parseTimestamp } from '../../kernel/timestamp.ts';

/** A record or event as a carrier sent it: any JSON object. */
export type Sent = Readonly<Record<string, unknown>>;

/** Where a phone was, by a carrier's word. */
export type Place = { country: string; mcc?: string; mnc?: string };

/** Why a part of what was sent cannot be true; in words for the carrier's developer. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

/** Matches nearly all IDs, ten times as fast. */
const PLAIN_ID = /^[!-~]{1,128}$/;
const ID = /^[^\p{Cc}\p{Cs}]{1,128}$/u;
const MCC = /^\d{3}$/;
const MNC = /^\d{2,3}$/;
const FIRST_YEAR = 2000;
const UNKNOWN_IMSI = "imsi must be that of one of the carrier's profiles";

/** Returns the value as an object. Throws `Mistake`, like all of these. */
export function readObject(sent: unknown): Sent {
  if (typeof sent === 'object' && sent !== null && !Array.isArray(sent)) return sent as Sent;
  throw new Mistake('must be a JSON object');
}

/** Returns the carrier's own ID of the record. */
export function readId(sent: Sent, name: string): string {
  const id = sent[name];
  if (typeof id === 'string' && (PLAIN_ID.test(id) || ID.test(id))) return id;
  throw new Mistake(`${name} must be a text of 1 to 128 characters`);
}

/** Returns the one spelling of the ICCID; whether there is such a profile is checked later. */
export function readIccid({ iccid, imsi }: Sent): string {
  if (typeof iccid === 'string') return toIccid(iccid);
  if (isAbsent(iccid) && !isAbsent(imsi)) throw new Mistake(UNKNOWN_IMSI);
  throw new Mistake('iccid must be a text of 19 or 20 digits');
}

/** Returns a moment; undefined if it is absent. */
export function readOptionalTime(sent: Sent, name: string): Date | undefined {
  return isAbsent(sent[name]) ? undefined : readTime(sent, name);
}

export function readTime(sent: Sent, name: string): Date {
  const text = sent[name];
  const moment = typeof text === 'string' ? parseTimestamp(text) : undefined;
  if (moment && moment.getUTCFullYear() >= FIRST_YEAR) return moment;
  throw new Mistake(`${name} must be an RFC 3339 time such as 2026-04-30T09:55:36.430Z`);
}

/** Returns the country that is given, or that the network belongs to. */
export function readPlace(sent: Sent): Place {
  const mcc = readCode(sent, 'mcc', MCC);
  const mnc = readCode(sent, 'mnc', MNC);
  const { country } = sent;
  if (!isAbsent(country)) {
    const code = typeof country === 'string' ? toCountryCode(country) : undefined;
    if (code) return { country: code, mcc, mnc };
    throw new Mistake('country must be an ISO 3166-1 alpha-2 code');
  }
  if (mcc === undefined) throw new Mistake('country, or mcc and mnc, must be given');
  const code = countryOfMcc(mcc, mnc);
  if (code) return { country: code, mcc, mnc };
  if (mcc === INTERNATIONAL_MCC) return { country: INTERNATIONAL, mcc, mnc };
  throw new Mistake('mcc must belong to a country; give the country where it does not');
}

function readCode(sent: Sent, name: string, form: RegExp): string | undefined {
  const code = sent[name];
  if (isAbsent(code)) return undefined;
  if (typeof code === 'string' && form.test(code)) return code;
  throw new Mistake(`${name} must be a text of ${form === MCC ? '3' : '2 or 3'} digits`);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
