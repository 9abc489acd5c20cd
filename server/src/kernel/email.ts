const MAX_EMAIL_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;
const LOCAL_PART = /^[^\s\p{C}@"(),:;<>[\]\\.]+(\.[^\s\p{C}@"(),:;<>[\]\\.]+)*$/u;
const DOMAIN =
  /^([\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}-]{2,63}$/u;

/** Dots where RFC 5321 has none: some Japanese providers gave out such addresses. */
const DOTTED_LOCAL_PART = /^[^\s\p{C}@"(),:;<>[\]\\]+$/u;

/** Returns whether a customer's address can be kept; mail need not reach it. */
export function isCustomerEmail(text: string): boolean {
  return matches(text, DOTTED_LOCAL_PART);
}

/**
 * Returns whether mail can be sent to the address: no quoted local parts, no bare host names, IDN
 * allowed.
 */
export function isEmail(text: string): boolean {
  return matches(text, LOCAL_PART);
}

function matches(text: string, form: RegExp): boolean {
  if (text.length > MAX_EMAIL_LENGTH) return false;
  const at = text.lastIndexOf('@');
  const localPart = text.slice(0, Math.max(at, 0));
  return (
    localPart.length <= MAX_LOCAL_PART_LENGTH &&
    form.test(localPart) &&
    DOMAIN.test(text.slice(at + 1))
  );
}
