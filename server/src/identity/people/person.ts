import { isEmail } from '../../kernel/email.ts';

/** The languages that mails and pages for people are written in. */

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;

/** One address is one person, whatever the letter case. */
export function normalEmail(email: string): string {
  return email.toLowerCase();
}

const ADDRESS = /^(?!\.)(?!.*\.\.)[\w'+\-.]*[\w+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** Whether somebody can sign in with it: the addresses that better-auth takes, and our lengths. */
export function isSignInEmail(email: string): boolean {
  return isEmail(email) && ADDRESS.test(email);
}
