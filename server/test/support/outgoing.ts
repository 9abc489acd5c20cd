import { onTestFinished } from 'vitest';
import {
  createOutgoing,
  type OutgoingCall,
  type OutgoingOptions,
} from '../../src/platform/outgoing/outgoing.ts';
import { createAuthority } from './certificates.ts';

/** An authority that the calls of this file trust, and its certificate. */
export const authority = createAuthority();
export const localhost = authority.issue(['localhost', '127.0.0.1']);

/** Calls that end with the test. */
export function outgoing(options: OutgoingOptions = {}) {
  const made = createOutgoing({ ca: [authority.cert], ...options });
  onTestFinished(() => made.close());
  return made;
}

/** One call, which may reach loopback unless the test is about that. */
export function post(
  url: string,
  over: Partial<OutgoingCall> & { options?: OutgoingOptions } = {},
) {
  const { options, ...call } = over;
  const plain = { url, headers: {}, body: '{"a":1}', reach: { loopback: true }, caller: 'test' };
  return outgoing(options).post({ ...plain, ...call });
}
