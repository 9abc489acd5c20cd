import { isEmail } from '../../kernel/email.ts';

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;

/**
 * Returns the address in one form: whatever its letter case and the form of its accents, it is one
 * person.
 */
export function normalEmail(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

/** Returns whether it can be a sign-in address: one that our emails can reach. */
export function isSignInEmail(email: string): boolean {
  return isEmail(email.normalize('NFC'));
}
