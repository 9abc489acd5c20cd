import { GigastoreAppError } from './errors.ts';

/** Throws `unauthorised` unless the key is of the mode. */
export function refuseOtherMode(sdkKey: string, testMode: boolean): void {
  const prefix = testMode ? 'pk_test_' : 'pk_live_';
  if (sdkKey.startsWith(prefix)) return;
  const message = `The key must begin with ${prefix} when testMode is ${testMode}.`;
  throw new GigastoreAppError('unauthorised', message, 'wrong_mode');
}
