/** What stands in place of what is not kept. */
export const REDACTED = '[redacted]';

const SECRET_FIELD =
  /secret|password|token|credential|passcode|otp|^code$|activationcode|recovery|signature|card/i;
const PERSONAL_FIELD =
  /mail|phone|address|street|city|postal|zip|birth|surname|^(first|last|full|given|family)_?name/i;
/** `ip`, `userIp`, `user_ip`, and not `recipient`. */
const IP_FIELD = /^ip$|Ip$|_ip$/;
const COUNTRY_OF_A_PERSON = /userCountry|countryOfResidence/;
const SECRET_VALUE = /@|whsec_|LPA:1\$|-----BEGIN|^eyJ/;
const IP_VALUE = /^\d{1,3}(\.\d{1,3}){3}$|^[0-9a-f]*(:[0-9a-f]*){2,7}$/i;
const LONGEST = 500;
const DEEPEST = 6;

/**
 * The fields of a request without what a log may not keep: secrets and personal data, told by the
 * names of fields and by the looks of values. Long texts are cut.
 */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactFields(fields, 1);
}

function redactFields(fields: Readonly<Record<string, unknown>>, depth: number) {
  const kept = Object.entries(fields).map(([name, value]): [string, unknown] => [
    name,
    isTelling(name) && value !== null ? REDACTED : redactValue(value, depth),
  ]);
  return Object.fromEntries(kept);
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return REDACTED;
  if (Array.isArray(value)) return value.map((each) => redactValue(each, depth + 1));
  return redactFields(value as Record<string, unknown>, depth + 1);
}

function redactText(text: string): string {
  if (SECRET_VALUE.test(text) || IP_VALUE.test(text)) return REDACTED;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function isTelling(name: string): boolean {
  const rules = [SECRET_FIELD, PERSONAL_FIELD, IP_FIELD, COUNTRY_OF_A_PERSON];
  return rules.some((rule) => rule.test(name));
}
