import { newId } from '../../src/kernel/ids.ts';
import type { Browser } from './browser.ts';
import { PASSWORD } from './people.ts';
import type { Answer } from './slice.ts';

/** Returns an address that no other test uses. */
export const newEmail = () => `${newId()}@people.test`;

/** Returns the form of a company that signs up. */
export const company = (email: string) => ({
  companyName: 'Acme Travel',
  name: 'Ada',
  email,
  password: PASSWORD,
});

/** Signs in with a password. */
export const signIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.post('/auth/sign-in', { email, password });

/** Returns the error code of an answer. */
export const codeOf = (answer: Answer) => answer.json().code;

/** Returns all that an answer shows, except for what differs each time. */
export function shown({ statusCode, headers, body }: Answer) {
  const { 'x-request-id': id, date: _, 'retry-after': wait, ...rest } = headers;
  const words = body.replaceAll(String(id), 'id').replace(/"requestId":"[^"]*"/, '');
  return { statusCode, headers: rest, words, waits: wait !== undefined };
}
