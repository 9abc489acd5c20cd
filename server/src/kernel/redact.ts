/** Replaces a value that is not kept. */
const REDACTED = '[redacted]';

const SECRET_FIELD =
  /secret|password|token|credential|authorization|cookie|passcode|otp|^code$|activationcode/i;
const FURTHER_SECRET_FIELD = /recovery|signature|card/i;
const PERSONAL_FIELD =
  /mail|phone|address|street|city|postal|zip|birth|surname|^(first|last|full|given|family)_?name/i;
/** `ip`, `userIp`, `user_ip`, and not `recipient`. */
const IP_FIELD = /^ip$|Ip$|_ip$/;
const COUNTRY_OF_A_PERSON = /userCountry|countryOfResidence/;
/** An id is neither: `mailId`. */
const ID_FIELD = /Ids?$/;
const SECRET_VALUE = /@|whsec_|LPA:1\$|-----BEGIN|^eyJ/;
const IP_VALUE = /^\d{1,3}(\.\d{1,3}){3}$|^[0-9a-f]*(:[0-9a-f]*){2,7}$/i;
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
  const kept = Object.entries(fields).map(([name, value]): [string, unknown] => [
    name,
    isSecretOrPersonal(name) && value !== null ? REDACTED : redactValue(value, depth),
  ]);
  return Object.fromEntries(kept);
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
  if (SECRET_VALUE.test(text) || IP_VALUE.test(text)) return REDACTED;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function isSecretOrPersonal(name: string): boolean {
  if (ID_FIELD.test(name)) return false;
  const rules = [SECRET_FIELD, FURTHER_SECRET_FIELD, PERSONAL_FIELD, IP_FIELD, COUNTRY_OF_A_PERSON];
  return rules.some((rule) => rule.test(name));
}
