import { Refusal } from '../../kernel/refusal.ts';

export function notSignedIn(detail: string): Refusal {
  return new Refusal('sign_in_failed', detail);
}

/** The refusal is the same for an address without a person. */
export function wrongPassword(): Refusal {
  return notSignedIn('The email address or the password is wrong.');
}

export function wrongCode(): Refusal {
  return notSignedIn('The code is wrong, or was used before.');
}

export function startAgain(): Refusal {
  return notSignedIn('The sign-in took too long or was completed already. Start again.');
}
