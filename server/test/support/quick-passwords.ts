import { createPasswords, type Passwords } from '../../src/identity/people/index.ts';

/** Returns passwords that take a thousandth of the time, for tests of what stands around them. */
export function quickPasswords(): Passwords {
  return createPasswords({ N: 16, r: 1, p: 1 });
}
