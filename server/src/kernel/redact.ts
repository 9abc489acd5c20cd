/** Replaces a value that is not kept. */
const REDACTED = '[redacted]';

const SECRET_FIELD =
  /secret|password|token|credential|authorization|cookie|passcode|otp|^code$|activationcode/i;
const FURTHER_SECRET_FIELD = /recovery|signature|card|decryptionkey/i;
const PERSONAL_FIELD =
  /mail|phone|address|street|city|postal|zip|birth|surname|^(first|last|full|given|family)_?name/i;
/** `ip`, `userIp`, `user_ip`, and not `recipient`. */
const IP_FIELD = /^ip$|Ip$|_ip$/;
const COUNTRY_OF_A_PERSON = /userCountry|countryOfResidence/;
/** An id is neither: `mailId`. */
const ID_FIELD = /Ids?$/;
const SECRET_VALUE = /@|whsec_|LPA:1\$|-----BEGIN|^eyJ/;
const IP_VALUE = /^\d{1,3}(\.\d{1,3}){3}$|^[0-9a-f]*(:[0-9a-f]*){2,7}$/i;
/** Of an address of version 6 with one of version 4 in it. */
const LONGEST_ADDRESS = 45;
const LONGEST = 500;
const DEEPEST = 6;

/**
 * Returns fields without secrets and personal data, which are recognised by the names of fields and
 * by the form of values. Long texts are cut. Errors, dates and other objects with a class stay.
 */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactFields(fields, 1);
}

function redactFields(fields: Readonly<Record<string, unknown>>, depth: number) {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    // Assigned to, it would become the prototype.
    if (name === '__proto__') continue;
    const value = fields[name];
    kept[name] = value !== null && isSecretOrPersonal(name) ? REDACTED : redactValue(value, depth);
  }
  return kept;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return REDACTED;
  if (Array.isArray(value)) return value.map((each) => redactValue(each, depth + 1));
  return isPlain(value) ? redactFields(value, depth + 1) : value;
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function redactText(text: string): string {
  if (SECRET_VALUE.test(text) || isAddress(text)) return REDACTED;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function isAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && IP_VALUE.test(text);
}

/**
 * Caches the result for each name: log lines and requests repeat the same names, and testing seven
 * patterns a name took longer than the validation of a sale.
 */
const judged = new Map<string, boolean>();
/** Bodies of requests have names that callers choose. */
const MAX_JUDGED = 2_000;
const LONGEST_JUDGED = 64;

function isSecretOrPersonal(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const verdict = judge(name);
  if (judged.size < MAX_JUDGED && name.length <= LONGEST_JUDGED) judged.set(name, verdict);
  return verdict;
}

function judge(name: string): boolean {
  if (ID_FIELD.test(name)) return false;
  const rules = [SECRET_FIELD, FURTHER_SECRET_FIELD, PERSONAL_FIELD, IP_FIELD, COUNTRY_OF_A_PERSON];
  return rules.some((rule) => rule.test(name));
}
